import { Icon } from '../components/Icon';
import type { Draft } from '../db/drafts';
import { t } from '../i18n/t';
import { stepsOf } from './incident-steps';
import { categoryName, categoryOf } from './night-words';

type Gap = { pointer: string; words: string; href: string };

function gapOf(draft: Draft, pointer: string): Gap {
  const [part, index] = pointer.slice(1).split('/');
  const incident = part === 'incidents' ? draft.body.incidents[Number(index)] : undefined;
  if (incident) {
    const category = categoryOf(incident.category);
    const last = category ? stepsOf(category).length - 1 : 0;
    return {
      pointer,
      words: t('missing.result', { name: categoryName(incident.category) }),
      href: `#/incident/${incident.incident_id}/${last}`,
    };
  }
  const round = part === 'rounds' ? draft.body.rounds[Number(index)] : undefined;
  const pass = round?.passes[Number(pointer.split('/')[4])];
  if (round && pass)
    return { pointer, words: t('missing.skip'), href: `#/pass/${round.round_id}/${pass.checkpoint_id}` };
  return { pointer, words: t('missing.present'), href: '#/open' };
}

/** What the report still lacks, each with the way there. */
export function MissingList({ draft, missing }: { draft: Draft; missing: readonly string[] }) {
  return (
    <>
      {missing.map((pointer) => {
        const gap = gapOf(draft, pointer);
        return (
          <a
            class="card card--trouble go go--trouble"
            key={gap.pointer}
            href={gap.href}
            data-testid="missing"
          >
            <Icon name="edit" />
            <span>{gap.words}</span>
            <Icon name="right" />
          </a>
        );
      })}
    </>
  );
}
