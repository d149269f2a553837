import { all, one } from './page';

/** A question to the key that the machine keeps: the button asks the browser, and its answer goes along with the form. */
export function followPasskeys(): void {
  for (const box of all('[data-passkey]')) offerKey(box);
}

/** What a browser is asked, as it stands in the page: bytes are base64url. */
interface Question {
  challenge: string;
  user?: { id: string };
  excludeCredentials?: { id: string }[];
  allowCredentials?: { id: string }[];
}

function offerKey(box: HTMLElement): void {
  const button = one<HTMLButtonElement>('[data-passkey-ask]', box);
  const answer = one<HTMLInputElement>('[data-passkey-answer]', box);
  const form = box.closest('form');
  if (!button || !answer || !form) return;
  if (window.PublicKeyCredential === undefined) {
    say(box, window.isSecureContext ? 'noPasskeys' : 'noHttps');
    return;
  }
  button.hidden = false;
  button.addEventListener('click', () => ask(box, form, button, answer));
  // Enter in a field of the form means the same where the key is the only way.
  form.addEventListener('submit', (event) => {
    if (box.dataset.passkey !== 'make' || answer.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  });
}

async function ask(
  box: HTMLElement,
  form: HTMLFormElement,
  button: HTMLButtonElement,
  answer: HTMLInputElement,
): Promise<void> {
  // The key stands in for the code; what else the form wants has to be there before the machine is asked.
  const codes = all<HTMLInputElement>('.code-field[required]', form);
  for (const code of codes) code.required = false;
  say(box, '');
  button.disabled = true;
  try {
    if (!form.reportValidity()) return;
    answer.value = JSON.stringify(await askBrowser(box));
    form.requestSubmit();
  } catch (fault) {
    say(box, reasonOf(fault));
  } finally {
    button.disabled = false;
    for (const code of codes) code.required = true;
  }
}

async function askBrowser(box: HTMLElement): Promise<unknown> {
  const question = JSON.parse(box.dataset.options ?? '{}') as Question;
  const made = box.dataset.passkey === 'make';
  const options = { publicKey: withBytes(question) };
  const key = made
    ? await navigator.credentials.create(options as unknown as CredentialCreationOptions)
    : await navigator.credentials.get(options as unknown as CredentialRequestOptions);
  if (!(key instanceof PublicKeyCredential)) throw new DOMException('no key', 'NotAllowedError');
  return {
    id: key.id,
    rawId: key.id,
    type: key.type,
    response: made
      ? madeBy(key.response as AuthenticatorAttestationResponse)
      : signedBy(key.response as AuthenticatorAssertionResponse),
  };
}

function madeBy(response: AuthenticatorAttestationResponse): object {
  return {
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  };
}

function signedBy(response: AuthenticatorAssertionResponse): object {
  return {
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
  };
}

// Browsers read and write this JSON themselves only since 2024; the machines of a duty room are older.
function withBytes(question: Question): object {
  const known = (keys: { id: string }[] = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));
  return {
    ...question,
    challenge: toBytes(question.challenge),
    ...(question.user && { user: { ...question.user, id: toBytes(question.user.id) } }),
    excludeCredentials: known(question.excludeCredentials),
    allowCredentials: known(question.allowCredentials),
  };
}

/** base64url → bytes. */
function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** Bytes → base64url without padding. */
function toText(bytes: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Which of the page's sentences tells a person why there was no answer. */
function reasonOf(fault: unknown): 'cancelled' | 'known' | 'elsewhere' | 'failed' {
  const name = fault instanceof Error || fault instanceof DOMException ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
  if (name === 'InvalidStateError') return 'known';
  return name === 'SecurityError' ? 'elsewhere' : 'failed';
}

function say(box: HTMLElement, reason: string): void {
  const place = one('[data-passkey-says]', box);
  if (place) place.textContent = reason && (box.dataset[reason] ?? '');
}
