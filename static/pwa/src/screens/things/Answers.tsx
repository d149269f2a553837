import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { buzz, Second } from '../../components/Buttons';
import { Chip } from '../../components/Chip';
import { Icon } from '../../components/Icon';
import { say } from '../../components/Live';
import { HOLD_MS, unsay } from '../../db/outbox';
import { act } from '../../house/act';
import { t } from '../../i18n/t';
import { go } from '../../router';
import { beginLook, sayGood } from '../../things/commands';
import { GOOD, type Standing } from '../../things/rules';
import { dayWords, faultWords, thingName } from './names';

/** What was just said of a thing, by its id, while it can be taken back. */
const held = signal<Readonly<Record<string, string>>>({});

const letGo = (assetId: string, opId: string): void => {
  if (held.value[assetId] !== opId) return;
  const { [assetId]: _over, ...rest } = held.value;
  held.value = rest;
};

/** "Còn tốt", with a moment to take it back: at its own card, so that a second tap of a trembling hand meets nothing. */
async function tapGood({ asset }: Standing): Promise<void> {
  buzz();
  const name = thingName(asset);
  const opId = await act(() => sayGood(asset, name));
  if (!opId) return;
  say(t('things.didGood', { what: name }));
  held.value = { ...held.value, [asset.id]: opId };
  setTimeout(() => letGo(asset.id, opId), HOLD_MS);
}

async function takeBack(assetId: string, opId: string): Promise<void> {
  letGo(assetId, opId);
  await act(() => unsay(opId));
}

/** "Có hỏng": the questions, begun or gone on with. */
async function tapFaulty({ asset }: Standing): Promise<void> {
  buzz();
  const id = await act(() => beginLook(asset.id));
  if (id) go(`things/look/${id}`);
}

/** What is wrong with it; seen tonight, also that it is in order. */
export function StateLine({ row }: { row: Standing }) {
  const { asset, state, defects, tonight, overdue } = row;
  return (
    <>
      {state !== GOOD || defects.length > 0 ? (
        <Chip tone={state === GOOD ? 'wait' : 'trouble'} icon="warning">
          {faultWords(asset, state, defects)}
        </Chip>
      ) : (
        tonight &&
        !held.value[asset.id] && (
          <Chip tone="good" icon="check">
            {t('things.good')}
          </Chip>
        )
      )}
      {overdue && (
        <Chip tone="wait" icon="calendar">
          {t('things.overdue', { date: dayWords(asset.kit_due ?? '') })}
        </Chip>
      )}
    </>
  );
}

/** The two answers; after the first a moment to take it back, and `again` = also of what was seen tonight. */
export function Answers({ row, again }: { row: Standing; again?: boolean }) {
  const [busy, setBusy] = useState(false);
  const once = (tap: (row: Standing) => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    void tap(row).finally(() => setBusy(false));
  };
  const opId = held.value[row.asset.id];
  if (opId)
    return (
      <div class="thing__answers" role="status">
        <span class="thing__said">
          <Icon name="check" />
          {t('things.good')}
        </span>
        <Second icon="undo" onTap={() => void takeBack(row.asset.id, opId)} id="undo">
          {t('btn.undo')}
        </Second>
      </div>
    );
  if (row.tonight && !again) return null;
  return (
    <div class="thing__answers">
      <Second icon="check" onTap={() => once(tapGood)} id="good">
        {t('things.good')}
      </Second>
      <Second icon="warning" onTap={() => once(tapFaulty)} id="faulty">
        {t('things.faulty')}
      </Second>
    </div>
  );
}
