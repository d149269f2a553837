/** The given name is the last word: "Đặng Văn Thắng" is "Thắng" to the team. */
export function givenName(name: string): string {
  return name.trim().split(/\s+/).slice(-1)[0] ?? name;
}

/** Given names, with a second word where two members share one: "Tuấn, Anh Tuấn". */
export function givenNames(names: readonly string[]): string[] {
  const short = names.map(givenName);
  return short.map((given, index) =>
    short.filter((other) => other === given).length > 1
      ? (names[index] ?? given).trim().split(/\s+/).slice(-2).join(' ')
      : given,
  );
}

/** Discs with the first two letters of the given names; the names stand beside them as words. */
export function Avatars({ names, most = 4 }: { names: readonly string[]; most?: number }) {
  return (
    <span class="avatars" aria-hidden="true">
      {names.slice(0, most).map((name, index) => (
        <i key={`${name}-${index}`}>{givenName(name).slice(0, 2)}</i>
      ))}
      {names.length > most && <i>+{names.length - most}</i>}
    </span>
  );
}
