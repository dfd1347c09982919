/** Tells the site that a story was read, and fetches what readers read most once its place comes near. */

const READ_AFTER = 5000;

/** Calls the story's address once the page has been in view for some seconds in a row; once and never again. */
export function countReading(story, { doc = document, send = (path) => navigator.sendBeacon?.(path) } = {}) {
  let timer;
  const look = () => {
    clearTimeout(timer);
    if (doc.visibilityState !== "visible") return;
    timer = setTimeout(() => {
      doc.removeEventListener("visibilitychange", look);
      send(story.dataset.read);
    }, READ_AFTER);
  };
  doc.addEventListener("visibilitychange", look);
  look();
}

/** Fills the place; where nothing is counted yet, or nothing comes, it goes: for good below the window, else from sight. */
export function fillMostRead(place, { fetch = window.fetch, Observer = IntersectionObserver, fold = () => innerHeight } = {}) {
  const observer = new Observer(
    async ([entry]) => {
      if (!entry.isIntersecting) return;
      observer.disconnect();
      const answer = await fetch(place.dataset.mostRead).catch(() => null);
      const lists = answer?.ok ? (await answer.text()).trim() : "";
      if (lists) place.firstElementChild.insertAdjacentHTML("beforeend", lists);
      else if (place.getBoundingClientRect().top > fold()) place.remove();
      else place.style.visibility = "hidden"; // what stands below it must not move
    },
    { rootMargin: "600px" },
  );
  observer.observe(place);
}
