import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { claim, leave, writer } from '../house/windows';
import { t } from '../i18n/t';
import { Main } from './Buttons';
import { Screen } from './Screen';
import { Note } from './States';

/** One window writes a draft at a time, so that no word overwrites another; the person chooses which. */
export function OneWindow({ draftId, children }: { draftId: string; children: ComponentChildren }) {
  useEffect(() => {
    claim(draftId);
    return leave;
  }, [draftId]);
  if (writer.value === 'here') return <>{children}</>;
  return (
    <Screen
      id="elsewhere"
      title={t('window.title')}
      up=""
      dock={
        <Main icon="edit" onTap={() => claim(draftId, true)} id="write-here">
          {t('window.here')}
        </Main>
      }
    >
      <Note icon="book" tone="wait">
        <b>{t('window.open')}</b> {t('window.safe')}
      </Note>
    </Screen>
  );
}
