import { useEffect, useState } from 'preact/hooks';
import { Main } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { Pick } from '../components/Picks';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { act } from '../house/act';
import { now } from '../house/clock';
import { catalogue, findName, house, members } from '../house/house';
import { named, t } from '../i18n/t';
import { openShift } from '../reports/commands/shift';
import { choiceOfPreset, type ShiftChoice } from '../reports/shifts';
import { answered, go } from '../router';
import { nightLong, span } from './night-words';
import { RollGuests, RollKit, RollPeople, RollWeather } from './RollParts';
import { forgetRoll, useRoll } from './roll';
import { type HomeFacts, homeWatch, tonightOf } from './tonight';

/** "Mở ca": the roster is ticked already, so that one tap on "Bắt đầu" is enough. */
export function Open() {
  useEffect(homeWatch.use, []);
  const facts = homeWatch.live.value;
  if (facts.status === 'unreadable')
    return (
      <Screen id="open" title={t('shift.open')} up="">
        <Trouble />
      </Screen>
    );
  if (facts.status === 'loading')
    return (
      <Screen id="open" title={t('shift.open')} up="">
        <Skeleton cards={3} />
      </Screen>
    );
  return <WhichShift facts={facts.value} />;
}

/** The planned shifts of tonight, or the commune's presets when nothing is planned. */
function WhichShift({ facts }: { facts: HomeFacts }) {
  const tonight = tonightOf(facts, catalogue.value, now.value);
  const presets = (catalogue.value?.presets ?? []).map((preset) => choiceOfPreset(preset, tonight.night));
  const reported = new Set(
    facts.reports.filter((report) => report.night === tonight.night).map((report) => report.preset),
  );
  const free = presets.filter((choice) => !reported.has(choice.preset));
  const choices = tonight.choices.length > 0 ? tonight.choices : free.length > 0 ? free : presets;
  const usual = choices.findIndex((choice) => choice.preset === tonight.usual?.preset);
  const [chosen, setChosen] = useState(tonight.choices.length > 0 ? 0 : Math.max(0, usual));
  const choice = choices[Math.min(chosen, choices.length - 1)];
  if (!choice)
    return (
      <Screen id="open" title={t('shift.open')} up="">
        <Note icon="offline">{t('choose.noCatalogue')}</Note>
      </Screen>
    );
  return (
    <RollCall key={`${choice.night}/${choice.preset}`} choice={choice} facts={facts}>
      {choices.length > 1 && (
        <div class="picks" role="radiogroup" aria-label={t('roll.which')}>
          {choices.map((one, index) => (
            <Pick
              key={`${one.night}/${one.preset}`}
              one
              chosen={one === choice}
              onTap={() => setChosen(index)}
              note={span(one.starts_at, one.ends_at)}
            >
              {presetName(one.preset)}
            </Pick>
          ))}
        </div>
      )}
    </RollCall>
  );
}

function presetName(code: string): string {
  const preset = catalogue.value?.presets.find((row) => row.code === code);
  return preset ? named(preset) : code;
}

type RollProps = { choice: ShiftChoice; facts: HomeFacts; children: preact.ComponentChildren };

function RollCall({ choice, facts, children }: RollProps) {
  const [roll, change] = useRoll(choice, house.value?.enrolment.holder_id ?? null);
  const lead = roll.lead ?? usualLead(roll.present);
  const begin = async () => {
    if (!lead) return;
    await answered();
    const opened = await act(() =>
      openShift({
        shift: choice,
        lead_id: lead,
        present: roll.present,
        absent: roll.absent,
        guests: roll.guests,
        kit: roll.kit,
        weather: roll.weather,
      }),
    );
    if (!opened) return;
    forgetRoll();
    go('shift', { replace: true });
  };
  return (
    <Screen
      id="open"
      title={t('shift.open')}
      sub={nightLong(choice.night)}
      two
      up=""
      dock={
        <>
          {roll.present.length === 0 && <p class="quiet dock__words">{t('roll.nobody')}</p>}
          <Main icon="steps" onTap={() => void begin()} disabled={roll.present.length === 0} id="begin">
            {t('roll.begin')}
          </Main>
        </>
      }
    >
      {children || <p class="roll__time">{span(choice.starts_at, choice.ends_at)}</p>}
      <h2 class="label">{t('roll.present', { n: roll.present.length })}</h2>
      <RollPeople planned={choice.member_ids} present={roll.present} absent={roll.absent} onChange={change} />
      {roll.present.length > 1 && (
        <Lead lead={lead} present={roll.present} onLead={(id) => change(() => ({ lead: id }))} />
      )}
      <OpenMatters facts={facts} />
      <h2 class="label">{t('shift.kit')}</h2>
      <RollKit kit={roll.kit} onKit={(toggled) => change(({ kit }) => ({ kit: toggled(kit) }))} />
      <h2 class="label">{t('shift.weather')}</h2>
      <RollWeather weather={roll.weather} onWeather={(weather) => change(() => ({ weather }))} />
      <h2 class="label">{t('shift.guests')}</h2>
      <RollGuests
        guests={roll.guests}
        onGuests={(set) => change(({ guests }) => ({ guests: set(guests) }))}
      />
      <a class="second" href="#/help">
        <Icon name="shield" />
        {t('menu.help')}
      </a>
    </Screen>
  );
}

/** The leader leads, else the deputy, else who holds the phone, else the first. */
function usualLead(present: readonly string[]): string | null {
  const there = members.value.filter((member) => present.includes(member.id));
  const holder = there.find((member) => member.id === house.value?.enrolment.holder_id);
  const ranked =
    there.find((member) => member.role === 'leader') ?? there.find((member) => member.role === 'deputy');
  return (ranked ?? holder ?? there[0])?.id ?? null;
}

function Lead({
  lead,
  present,
  onLead,
}: {
  lead: string | null;
  present: readonly string[];
  onLead: (id: string) => void;
}) {
  return (
    <>
      <h2 class="label">{t('role.lead')}</h2>
      <div class="phrases" role="radiogroup" aria-label={t('role.lead')}>
        {present.map((id) => (
          // biome-ignore lint/a11y/useSemanticElements: pills of names, no radio inputs
          <button type="button" role="radio" key={id} aria-checked={lead === id} onClick={() => onLead(id)}>
            {findName(id) ?? t('pass.unknown')}
          </button>
        ))}
      </div>
    </>
  );
}

function OpenMatters({ facts }: { facts: HomeFacts }) {
  if (facts.matters.length === 0) return null;
  return (
    <Note icon="book" tone="now">
      <b>{t('shift.matters')}</b>
      <ul class="plain-list">
        {facts.matters.map((matter) => (
          <li key={matter.id}>{matter.text}</li>
        ))}
      </ul>
    </Note>
  );
}
