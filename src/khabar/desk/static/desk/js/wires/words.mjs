/** Arabic of the desk's scripts: counted nouns and how long ago, in the six plural forms. */

const plural = new Intl.PluralRules('ar');
const FRESH = { one: 'خبر جديد', two: 'خبران جديدان', few: '# أخبار جديدة', many: '# خبرًا جديدًا', other: '# خبر جديد' };
const MARKED = { one: 'خبر محدد', two: 'خبران محددان', few: '# أخبار محددة', many: '# خبرًا محددًا', other: '# خبر محدد' };
const PLACES = { one: 'في موضع واحد', two: 'في موضعين', few: 'في # مواضع', many: 'في # موضعًا', other: 'في # موضع' };
const UNITS = [
  { seconds: 86_400, one: 'يوم', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' },
  { seconds: 3_600, one: 'ساعة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' },
  { seconds: 60, one: 'دقيقة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' },
];

const say = (forms, count) => forms[plural.select(count)].replace('#', String(count));

export const fresh = (count) => say(FRESH, count);
export const marked = (count) => (count ? say(MARKED, count) : 'لا خبر محدد');
export const inPlaces = (count) => say(PLACES, count);

/** منذ لحظات, منذ دقيقتين, منذ 3 ساعات. */
export function ago(seconds) {
  const unit = UNITS.find((candidate) => seconds >= candidate.seconds);
  return unit ? `منذ ${say(unit, Math.floor(seconds / unit.seconds))}` : 'منذ لحظات';
}
