// Names, papers and labels of people have no place in a report: the phone warns, the person decides.
// No look-behind here: Safari knows it only since 16.4.
const PAPERS = [
  /(?:^|\D)\d{12}(?!\d)/, // citizen card
  /(?:^|\D)0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?!\d)/, // telephone
  /(?:^|\D)\d{2}[ -]?[A-ZĐ]\d?[ -]?\d{3}\.?\d{1,2}(?!\d)/, // plate: 49P1-123.45
];
const TITLES = '[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Ee]m|[Cc]háu|[Bb]ác';
const NAMED = new RegExp(`(?:^|[^\\p{L}])(?:${TITLES})\\s+\\p{Lu}\\p{Ll}+\\s+\\p{Lu}\\p{Ll}+`, 'u');
const LABELS =
  /(?:^|[^\p{L}])(?:công giáo|tin lành|phật tử|đạo hồi|giáo dân|dân tộc thiểu số|tôn giáo)(?!\p{L})/iu;

/** Whether a text seems to hold a person's name, the number of a paper, or a religious or ethnic label. */
export function findPersonal(text: string): boolean {
  return NAMED.test(text) || LABELS.test(text) || PAPERS.some((pattern) => pattern.test(text));
}
