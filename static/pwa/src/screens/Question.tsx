import { useState } from 'preact/hooks';
import type { Category } from '../api/shapes';
import { TextButton } from '../components/Buttons';
import { NumberField, Phrases, TextField } from '../components/Fields';
import { Choices, Pick } from '../components/Picks';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { catalogue } from '../house/house';
import { named, t } from '../i18n/t';
import type { Incident, Severity } from '../reports/body';
import { updateIncident } from '../reports/commands/incidents';
import { FactField } from './FactField';
import { InformedEditor } from './InformedEditor';
import { likelyActions, type Step } from './incident-steps';
import { WhereQuestion } from './WhereQuestion';

export type QuestionProps = { draft: Draft; incident: Incident; category: Category };

/** Stores an answer at once. */
export const answer = (
  draft: Draft,
  incident: Incident,
  change: Parameters<typeof updateIncident>[2],
): void => void act(() => updateIncident(draft.draft_id, incident.incident_id, change));

export function Question({ step, ...props }: QuestionProps & { step: Step }) {
  switch (step.kind) {
    case 'where':
      return <WhereQuestion {...props} />;
    case 'facts':
      return <FactsQuestion {...props} step={step} />;
    case 'people':
      return <PeopleQuestion {...props} />;
    case 'done':
      return <DoneQuestion {...props} />;
    case 'told':
      return (
        <Asked words={t('ask.told')}>
          <InformedEditor draft={props.draft} incident={props.incident} />
        </Asked>
      );
    case 'result':
      return <ResultQuestion {...props} />;
  }
}

export function Asked({ words, children }: { words: string; children: preact.ComponentChildren }) {
  return (
    <section class="ask" aria-label={words}>
      <h2 class="question">{words}</h2>
      {children}
    </section>
  );
}

function FactsQuestion({
  draft,
  incident,
  category,
  step,
}: QuestionProps & { step: Extract<Step, { kind: 'facts' }> }) {
  const words = step.parts > 1 ? t('ask.factsPart', { n: step.part + 1, all: step.parts }) : t('ask.facts');
  return (
    <Asked words={words}>
      {step.fields.map((field) => (
        <FactField
          key={field.key}
          field={field}
          value={(field.police_only ? incident.police_only : incident.details)[field.key] ?? null}
          night={draft.body.night}
          onValue={(value) =>
            answer(
              draft,
              incident,
              field.police_only
                ? { police_only: { [field.key]: value } }
                : { details: { [field.key]: value } },
            )
          }
        />
      ))}
      {category.code === 'Z01' && <SeverityChoice draft={draft} incident={incident} />}
    </Asked>
  );
}

function PeopleQuestion({ draft, incident }: QuestionProps) {
  return (
    <Asked words={t('ask.people')}>
      <h3 class="label">{t('event.people')}</h3>
      <NumberField
        label={t('event.people')}
        value={incident.people}
        max={999}
        onNumber={(people) => answer(draft, incident, { people: people ?? 0 })}
      />
      <h3 class="label">{t('event.injured')}</h3>
      <NumberField
        label={t('event.injured')}
        value={incident.injured}
        max={999}
        onNumber={(injured) => answer(draft, incident, { injured: injured ?? 0 })}
      />
      <p class="quiet">{t('ask.peopleNumber')}</p>
    </Asked>
  );
}

function DoneQuestion({ draft, incident, category }: QuestionProps) {
  const [all, setAll] = useState(false);
  const [writing, setWriting] = useState(incident.what !== '');
  const rows = catalogue.value?.actions ?? [];
  const likely = likelyActions(category.group);
  const shown = rows
    .filter((row) => all || likely.includes(row.code) || incident.actions.includes(row.code))
    .sort((a, b) => rank(likely, a.code) - rank(likely, b.code));
  const toggle = (code: string) =>
    answer(draft, incident, ({ actions }) => ({
      actions: actions.includes(code) ? actions.filter((one) => one !== code) : [...actions, code],
    }));
  return (
    <Asked words={t('ask.done')}>
      <div class="picks">
        {shown.map((row) => (
          <Pick key={row.code} chosen={incident.actions.includes(row.code)} onTap={() => toggle(row.code)}>
            {named(row)}
          </Pick>
        ))}
      </div>
      <div class="ask__more">
        {!writing && (
          <TextButton icon="mic" tone="bronze" onTap={() => setWriting(true)} id="say-more">
            {t('ask.sayMore')}
          </TextButton>
        )}
        {!all && (
          <TextButton tone="quiet" onTap={() => setAll(true)} id="more-actions">
            {t('ask.moreActions')}
          </TextButton>
        )}
      </div>
      {writing && (
        <>
          <TextField
            area
            label={t('event.what')}
            placeholder={t('event.whatHint')}
            value={incident.what}
            onText={(what) => answer(draft, incident, { what })}
            max={500}
            id="what"
          />
          <Phrases
            phrases={category.phrases}
            value={incident.what}
            onText={(what) => answer(draft, incident, { what })}
          />
        </>
      )}
    </Asked>
  );
}

const rank = (likely: readonly string[], code: string): number => {
  const at = likely.indexOf(code);
  return at < 0 ? likely.length : at;
};

function ResultQuestion({ draft, incident }: QuestionProps) {
  return (
    <Asked words={t('ask.result')}>
      <div class="picks" role="radiogroup" aria-label={t('event.result')}>
        {(catalogue.value?.results ?? []).map((row) => (
          <Pick
            key={row.code}
            one
            chosen={incident.result === row.code}
            onTap={() => answer(draft, incident, { result: row.code })}
          >
            {named(row)}
          </Pick>
        ))}
      </div>
      <SeverityChoice draft={draft} incident={incident} />
    </Asked>
  );
}

function SeverityChoice({ draft, incident }: Omit<QuestionProps, 'category'>) {
  const levels: readonly Severity[] = [1, 2, 3, 4];
  return (
    <>
      <h3 class="label">{t('event.severity')}</h3>
      <Choices
        label={t('event.severity')}
        value={incident.severity}
        options={levels.map((level) => [level, t(`sev.${level}`)] as const)}
        onPick={(severity) => answer(draft, incident, { severity })}
        grid
      />
    </>
  );
}
