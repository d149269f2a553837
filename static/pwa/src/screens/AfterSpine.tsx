import type { Checkpoint } from '../api/shapes';
import { HolderStrip } from '../components/HolderStrip';
import { Icon } from '../components/Icon';
import { Pick } from '../components/Picks';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { settleMatter } from '../reports/commands/informing';

/** The seldom things of a shift, under the line: a point out of reach, activities, people, open matters. */
export function AfterSpine({ draft, next }: { draft: Draft; next: Checkpoint | null }) {
  const matters = draft.body.open_matters;
  return (
    <div class="after-spine">
      {next && (
        <a class="text-button text-button--quiet" href={`#/pass/next/${next.id}?skip=1`} data-testid="skip">
          <Icon name="missing" />
          {t('shift.cannotReach', { name: next.name })}
        </a>
      )}
      <a class="second" href="#/at" data-testid="to-code">
        <Icon name="camera" />
        {t('shift.code')}
      </a>
      <a class="second" href="#/things" data-testid="to-things">
        <Icon name="search" />
        {t('menu.things')}
      </a>
      <a class="second" href="#/choose?group=G" data-testid="add-activity">
        <Icon name="news" />
        {t('shift.addActivity')}
      </a>
      <a class="second" href="#/open" data-testid="edit-roll">
        <Icon name="people" />
        {t('shift.people', { n: draft.body.present.length })}
      </a>
      {matters.length > 0 && (
        <section class="picks">
          <h2 class="label">{t('shift.matters')}</h2>
          {matters.map((matter) => (
            <Pick
              key={matter.matter_id}
              chosen={matter.settled}
              note={t(matter.settled ? 'matter.settled' : 'matter.open')}
              onTap={() => void act(() => settleMatter(draft.draft_id, matter.matter_id, !matter.settled))}
            >
              {matter.text}
            </Pick>
          ))}
        </section>
      )}
      <HolderStrip />
    </div>
  );
}
