import { PhotoShow, Unreadable } from '../components/Photos';
import { SpineRow } from '../components/spine-rows';
import { useLive } from '../db/live';
import { listPhotos, type PhotoRow } from '../db/photos';
import { findRoute } from '../db/roster';
import { findName } from '../house/house';
import { listed } from '../i18n/format';
import { t } from '../i18n/t';
import type { Incident, ReportBody } from '../reports/body';
import { shiftView } from '../reports/view';
import { categoryName, clock, digits, span, word } from './night-words';

/** A whole report, read-only: people, the upright line, incidents, hand-over. */
export function ReportBodyView({ body, photosOf }: { body: ReportBody; photosOf: string }) {
  const live = useLive(() => listPhotos(photosOf), [photosOf]);
  const photos = live.status === 'ready' ? live.value : [];
  return (
    <>
      <dl class="card detail">
        <Row words={t('report.time')}>
          {body.ended_at ? span(body.started_at, body.ended_at) : clock(body.started_at)}
        </Row>
        <Row words={t('shift.present')}>
          {body.present.map((row) => findName(row.member_id) ?? t('pass.unknown')).join(', ')}
        </Row>
        {body.absent.length > 0 && (
          <Row words={t('shift.absent')}>
            {body.absent
              .map(
                (row) => `${findName(row.member_id) ?? t('pass.unknown')} (${word('absences', row.reason)})`,
              )
              .join(', ')}
          </Row>
        )}
        {body.guests.length > 0 && (
          <Row words={t('shift.guests')}>
            {body.guests.map((guest) => `${word('forces', guest.force)}: ${guest.count}`).join(', ')}
          </Row>
        )}
        {body.weather && <Row words={t('shift.weather')}>{word('weathers', body.weather)}</Row>}
      </dl>
      <Line body={body} />
      {body.incidents.map((incident) => (
        <IncidentView
          key={incident.incident_id}
          incident={incident}
          photos={photos.filter((photo) => photo.incident_id === incident.incident_id)}
        />
      ))}
      <Unreadable photos={live} />
      <PhotoShow photos={photos.filter((photo) => !photo.incident_id)} />
      <dl class="card detail">
        <Row words={t('handover.title')}>
          {body.handover.text || t(body.handover.kit_ok ? 'handover.none' : 'handover.kitMissing')}
        </Row>
        {body.remark && <Row words={t('shift.remark')}>{body.remark}</Row>}
        {body.proposal && <Row words={t('proposal')}>{body.proposal}</Row>}
      </dl>
    </>
  );
}

function Row({ words, children }: { words: string; children: preact.ComponentChildren }) {
  return (
    <>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Line({ body }: { body: ReportBody }) {
  const routeId = body.rounds.find((round) => round.route_id)?.route_id ?? null;
  const live = useLive(async () => (routeId ? await findRoute(routeId) : undefined), [routeId]);
  const route = live.status === 'ready' && live.value ? live.value : null;
  const names = new Map(route?.checkpoints.map((point) => [point.id, point.name]));
  const past = shiftView({ body, route }).rows.filter((row) => 'at' in row);
  return (
    <ol class="spine" aria-label={t('shift.line')}>
      {past.map((row, index) => (
        <li key={`${row.kind}-${row.at}-${index}`}>
          <SpineRow
            time={digits(row.at)}
            dot={row.kind === 'incident' ? 'matter' : 'done'}
            first={index === 0}
            still
          >
            {row.kind === 'round' && (
              <>
                <b>{t('shift.round', { n: row.number })}</b>
                <small>
                  {row.round.confirmed === 'whole'
                    ? t('round.whole')
                    : row.round.passes
                        .map(
                          (pass) =>
                            `${names.get(pass.checkpoint_id) ?? t('pass.unknown')} ${digits(pass.at)}`,
                        )
                        .join(' · ')}
                </small>
              </>
            )}
            {row.kind === 'pass' && row.checkpoint.name}
            {row.kind === 'incident' && <b>{categoryName(row.incident.category)}</b>}
            {row.kind === 'activity' && categoryName(row.activity.category)}
          </SpineRow>
        </li>
      ))}
    </ol>
  );
}

function IncidentView({ incident, photos }: { incident: Incident; photos: PhotoRow[] }) {
  const told = incident.informed.map((row) => `${word('informed', row.whom)} ${digits(row.at)}`).join(', ');
  return (
    <section class="card">
      <h2>
        <b>{categoryName(incident.category)}</b>
      </h2>
      <p class="quiet">
        {[incident.place, clock(incident.at), t(`sev.${incident.severity}`)].filter(Boolean).join(' · ')}
      </p>
      <dl class="detail">
        {incident.what && <Row words={t('event.what')}>{incident.what}</Row>}
        {incident.actions.length > 0 && (
          <Row words={t('event.action')}>{listed(incident.actions.map((code) => word('actions', code)))}</Row>
        )}
        {told && <Row words={t('event.informed')}>{told}</Row>}
        {incident.result && <Row words={t('event.result')}>{word('results', incident.result)}</Row>}
      </dl>
      <PhotoShow photos={photos} />
    </section>
  );
}
