/* Follows the transcoding of the video on this page; once there is something new to see, says so or loads it. */
(() => {
  const EVERY_MS = 2000;
  const root = document.querySelector('[data-video-state]');
  if (!root || root.dataset.going !== 'yes') return;
  const [line, bar, problem] = ['line', 'bar', 'problem'].map((name) => root.querySelector(`[data-${name}]`));
  /* Whoever has begun to write loses nothing: the page is loaded anew only while its form is untouched. */
  let touched = false;
  document.addEventListener('input', () => { touched = true; }, { once: true });

  const look = async () => {
    let told;
    try {
      const answer = await fetch(root.dataset.videoState, { cache: 'no-store', redirect: 'error' });
      told = await answer.json();
    } catch {
      setTimeout(look, EVERY_MS * 5);
      return;
    }
    if (line.textContent !== told.line) line.textContent = told.line;
    bar.value = told.progress;
    problem.textContent = told.problem;
    problem.hidden = !told.problem;
    if (told.going) {
      setTimeout(look, EVERY_MS);
    } else if (touched) {
      bar.hidden = true;
      line.textContent = `${told.line}. احفظ ما كتبته لتراه هنا.`;
    } else {
      location.reload();
    }
  };
  setTimeout(look, EVERY_MS);
})();
