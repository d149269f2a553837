import { useState } from 'preact/hooks';
import type { DoingKind } from '../../api/book';
import { TextButton } from '../../components/Buttons';
import { say } from '../../components/Live';
import { Screen } from '../../components/Screen';
import { type AssetRow, listAssets } from '../../db/assets';
import { useLive } from '../../db/live';
import { listSites, type SiteRow } from '../../db/sites';
import { findSketch, type Sketch } from '../../db/sketches';
import { act } from '../../house/act';
import { catalogue } from '../../house/house';
import { named, t } from '../../i18n/t';
import { go } from '../../router';
import { sendSketch } from '../../things/commands';
import { assetsFor } from '../../things/rules';
import { missingIn, stepsOf } from '../../things/steps';
import { clock } from '../night-words';
import { StepLine } from './borrowed';
import { DeedQuestion } from './DeedQuestion';
import { dropWithUndo, Gone, NextDock, useStep } from './flow';

export type DoingSketch = Extract<Sketch, { kind: 'doing' }>;
type Known = { sketch: DoingSketch; kind: DoingKind; sites: SiteRow[]; assets: AssetRow[] };

/** One question a screen; every tap is stored at once, so leaving is always safe. */
export function Deed({ id }: { id: string }) {
  const live = useLive(
    async () => ({
      sketch: await findSketch(id),
      sites: await listSites(),
      assets: await listAssets(),
    }),
    [id],
  );
  const found = live.status === 'ready' ? live.value : null;
  const sketch = found?.sketch;
  const kind = catalogue.value?.activities?.find(
    (one) => sketch?.kind === 'doing' && one.code === sketch.body.kind,
  );
  if (!found || !kind || sketch?.kind !== 'doing' || sketch.given_up)
    return <Gone live={live} up="things/do" />;
  return (
    <Questions sketch={sketch} kind={kind} sites={found.sites} assets={assetsFor(kind.code, found.assets)} />
  );
}

function Questions({ sketch, kind, sites, assets }: Known) {
  const { sketch_id: id, body } = sketch;
  const steps = stepsOf(kind, sites, assets);
  const [at, setAt] = useStep(`things/do/${id}`, steps.length);
  const [busy, setBusy] = useState(false);
  const last = at === steps.length - 1;
  const place =
    sites.find((site) => site.id === body.site_id)?.name ??
    assets.find((asset) => asset.id === body.asset_id)?.place ??
    '';
  const send = async () => {
    if (busy) return;
    setBusy(true);
    const sent = await act(() => sendSketch(id, { name: place, code: kind.code }));
    setBusy(false);
    if (!sent) return;
    say(t('deeds.sent'));
    go('things/told', { replace: true });
  };
  const step = steps[at];
  return (
    <Screen
      id="deed"
      title={named(kind)}
      sub={[place, clock(body.began_at)].filter(Boolean).join(', ')}
      two
      up="things/do"
      onBack={at > 0 ? () => setAt(at - 1) : undefined}
      right={
        <TextButton icon="bin" onTap={() => void dropWithUndo(id, named(kind), 'things/do')} id="give-up">
          {t('btn.cancel')}
        </TextButton>
      }
      dock={
        <NextDock
          last={last}
          onTap={() => (last ? void send() : setAt(at + 1))}
          disabled={busy || (last && missingIn(kind, body).length > 0)}
        />
      }
    >
      <StepLine at={at} count={steps.length} onStep={setAt} />
      {step && (
        <DeedQuestion
          {...{ sketch, kind, sites, assets, step }}
          onMissing={(field) =>
            setAt(steps.findIndex((one) => one.kind === 'facts' && one.fields.includes(field)))
          }
        />
      )}
    </Screen>
  );
}
