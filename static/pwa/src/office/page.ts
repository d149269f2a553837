// What the other files of the office ask of the page.

/** All elements that carry a marker, as the kind of element the caller knows them to be. */
export function all<E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)];
}

/** The first element that carries a marker, if the page has one. */
export function one<E extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): E | null {
  return within.querySelector<E>(selector);
}

/** Whether the person is writing, so that a letter is a letter and no command. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  );
}

/** Words kept in the page beside their control, as "one|two|three". */
export function wordsOf(element: HTMLElement, name: string): string[] {
  return (element.dataset[name] ?? '').split('|');
}

/** A new element with a class and, if wanted, a text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
