import { signal } from '@preact/signals';

type Prompt = Event & {
  prompt: () => Promise<unknown>;
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
};

/** Chrome's own question, kept until the person asks for it; `null` where the browser has none. */
export const installPrompt = signal<Prompt | null>(null);
export const installed = signal(false);

export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installPrompt.value = event as Prompt;
  });
  addEventListener('appinstalled', () => {
    installed.value = true;
    installPrompt.value = null;
  });
}

/** Shows the browser's question; gives whether it was accepted. */
export async function askToInstall(): Promise<boolean> {
  const prompt = installPrompt.value;
  if (!prompt) return false;
  // A prompt can be shown once only.
  installPrompt.value = null;
  await prompt.prompt();
  return (await prompt.userChoice).outcome === 'accepted';
}

/** Whether this is a page inside Zalo or Facebook: it cannot be installed, and what it keeps is kept apart. */
export const isEmbedded = (agent: string = navigator.userAgent): boolean =>
  /Zalo|FBAN|FBAV|Messenger/i.test(agent);
