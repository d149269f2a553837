/** What a report still lacks before it can be read by someone who was not there. */
import type { ReportBody } from './body';

/** JSON pointers of answers that are missing: `/present`, `/incidents/0/result`, `/rounds/1/passes/2/note`. */
export function missingIn(body: ReportBody): string[] {
  const missing: string[] = [];
  if (body.present.length === 0) missing.push('/present');
  body.rounds.forEach((round, r) => {
    round.passes.forEach((pass, p) => {
      if (pass.state === 'skipped' && pass.note.trim() === '') missing.push(`/rounds/${r}/passes/${p}/note`);
    });
  });
  body.incidents.forEach((incident, i) => {
    if (incident.result === null) missing.push(`/incidents/${i}/result`);
  });
  return missing;
}
