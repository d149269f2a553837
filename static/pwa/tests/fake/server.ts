// A server in memory that follows the protocol: ledger with hashes, journal numbers, slots with digests, epochs.
// Each fault that a network or a server can have can be ordered for the next requests.
import { createHash } from 'node:crypto';
import { slugged } from './problems';

type Slot = { report_id: string; sha256: string; size: number; parts: Buffer; stored: boolean };
type Operation = Record<string, unknown> & {
  op_id: string;
  kind: string;
  report_id: string;
  shift_id: string;
};
type Report = { id: string; version: number; rev: number; state: string; [fact: string]: unknown };
type Alert = { id: string; version: number; cancelled: boolean; [fact: string]: unknown };
type Sent = { method: string; path: string; headers: Headers; body: Buffer };
export type Fault = (request: Sent, answer: () => Response) => Response | Promise<Response>;

const UNPARKED = ['approved', 'locked'];

export class FakeServer {
  epoch = 'epoch-1';
  ledger = new Map<string, { hash: string; result: Record<string, unknown> }>();
  parked = new Map<string, Operation>();
  reports = new Map<string, Report>();
  alerts = new Map<string, Alert>();
  slots = new Map<string, Slot>();
  changes: Record<string, unknown>[] = [];
  removed: Record<string, unknown>[] = [];
  requests: Sent[] = [];
  /** What the next requests meet, one each; empty = the server works. */
  faults: Fault[] = [];
  /** What every request meets, until taken away. */
  standing: Fault | null = null;
  catalogue: Record<string, unknown> = { version: 'c1', categories: [], limits: {} };
  pageSize = 200;
  cursorsGood = true;
  /** Kinds of results ordered for operations, before they are applied. */
  order = new Map<string, Record<string, unknown>>();

  fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const body = init.body ? Buffer.from(init.body as ArrayBuffer) : Buffer.alloc(0);
    const request: Sent = {
      method: init.method ?? 'GET',
      path: String(input).replace('/api/v1', ''),
      headers: new Headers(init.headers),
      body,
    };
    this.requests.push(request);
    await new Promise((done) => setTimeout(done, 0));
    const answer = () => this.answer(request);
    const fault = this.faults.shift() ?? this.standing;
    return fault ? fault(request, answer) : answer();
  };

  countOf(path: string): number {
    return this.requests.filter((request) => request.path.startsWith(path)).length;
  }

  private json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    const text = status === 304 ? null : JSON.stringify(body);
    return new Response(text, {
      status,
      headers: { 'Keng-Sync': '1', 'Keng-Epoch': this.epoch, 'Content-Type': type, ...headers },
    });
  }

  problem(
    slug: string,
    status: number,
    facts: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    return this.json(slugged(slug, status, facts), status, headers);
  }

  private answer(request: Sent): Response {
    const { path, method } = request;
    if (path === '/sync/push') return this.push(JSON.parse(request.body.toString()));
    if (path.startsWith('/sync/changes')) return this.pull(new URLSearchParams(path.split('?')[1]));
    if (path === '/sync/verify') return this.verify(JSON.parse(request.body.toString()));
    if (path === '/catalogue') return this.giveCatalogue(request);
    if (path.startsWith('/photos/')) return this.photo(request, method, path.slice('/photos/'.length));
    return this.problem('not-found', 404);
  }

  private giveCatalogue(request: Sent): Response {
    const etag = `"${String(this.catalogue.version)}"`;
    if (request.headers.get('If-None-Match') === etag) return this.json(null, 304, { ETag: etag });
    return this.json(this.catalogue, 200, { ETag: etag });
  }

  private push(envelope: { batch_id: string; ops: Operation[] }): Response {
    const results = envelope.ops.map((operation) => this.take(operation));
    const answer = {
      sync: 1,
      batch_id: envelope.batch_id,
      epoch: this.epoch,
      server_time: new Date().toISOString(),
      min_client: '2026.11.0',
      latest_client: '2026.11.0',
      results,
    };
    return this.json(answer, 200, { 'Content-Type': 'application/vnd.keng+json' });
  }

  private take(operation: Operation): Record<string, unknown> {
    const hash = createHash('sha256').update(JSON.stringify(operation)).digest('hex');
    const known = this.ledger.get(operation.op_id);
    if (known && known.hash === hash) return { ...known.result, status: 'duplicate' };
    if (known) return this.refuse(operation, 'rejected', 'operation-reused');
    const ordered = this.order.get(operation.op_id);
    if (ordered) {
      this.order.delete(operation.op_id);
      if (ordered.status !== 'retry') this.parked.set(operation.op_id, operation);
      return { op_id: operation.op_id, ...ordered };
    }
    const refused = this.apply(operation);
    if (refused) return refused;
    const report = this.reports.get(operation.report_id);
    const result = {
      op_id: operation.op_id,
      status: 'applied',
      report_id: operation.report_id,
      version: report?.version,
      rev: report?.rev,
      receipt: `${hash.slice(0, 6).toUpperCase()}-X`,
      photos_missing: [],
    };
    this.ledger.set(operation.op_id, { hash, result });
    return result;
  }

  private refuse(operation: Operation, status: string, slug: string, facts: Record<string, unknown> = {}) {
    this.parked.set(operation.op_id, operation);
    return { op_id: operation.op_id, status, problem: slugged(slug, 409, facts) };
  }

  private apply(operation: Operation): Record<string, unknown> | null {
    if (operation.kind === 'alert.raise') return this.hear(operation);
    if (/^(consent|data|notice|roster|swap)/.test(operation.kind)) return null;
    if (/^(asset|activity)/.test(operation.kind)) {
      this.openSlots(operation);
      return null;
    }
    const report = this.reports.get(operation.report_id);
    if (operation.kind === 'report.submit') {
      const other = [...this.reports.values()].find((one) => one.shift_id === operation.shift_id);
      if (other) return this.refuse(operation, 'held', 'shift-exists', { report_id: other.id });
      this.reports.set(operation.report_id, this.newReport(operation));
    } else if (operation.kind === 'report.amend') {
      if (!report || report.version !== operation.base_version || report.state !== 'returned') {
        return this.refuse(operation, 'conflict', 'version-conflict', { current: report });
      }
      Object.assign(report, { version: report.version + 1, rev: report.rev + 1, state: 'submitted' });
    } else if (report) Object.assign(report, { rev: report.rev + 1 });
    else if (operation.kind !== 'report.part') {
      return { op_id: operation.op_id, status: 'retry', problem: slugged('unknown-report', 409) };
    }
    this.openSlots(operation);
    this.change(operation.report_id);
    return null;
  }

  /** An alert: the highest count stays; raised again after it was called off, it asks anew. */
  private hear(operation: Operation): null {
    const body = operation.body as { alert_id: string; count: number; cancelled: boolean };
    const known = this.alerts.get(body.alert_id);
    if (known && known.version >= body.count) return null;
    const again = !known || (known.cancelled && !body.cancelled);
    this.tellAlert({
      ...(again
        ? { received_at: new Date().toISOString(), acknowledged_at: null, acknowledged_by: null }
        : known),
      id: body.alert_id,
      version: body.count,
      cancelled: body.cancelled,
    });
    return null;
  }

  private tellAlert(alert: Record<string, unknown> & { id: string }): void {
    const told = { entity: 'alert', rev: this.changes.length + 1, ...alert } as unknown as Alert;
    this.alerts.set(alert.id, told);
    this.changes.push({ ...told, rev: this.changes.length + 1 });
  }

  /** "Đã nhận tin". */
  acknowledge(alertId: string, by: string): void {
    const known = this.alerts.get(alertId);
    if (known) this.tellAlert({ ...known, acknowledged_at: new Date().toISOString(), acknowledged_by: by });
  }

  private newReport(operation: Operation): Report {
    const body = operation.body as Record<string, unknown>;
    return {
      entity: 'report',
      id: operation.report_id,
      version: 1,
      rev: 1,
      team_id: operation.team_id,
      shift_id: operation.shift_id,
      night: body.night,
      preset: body.preset,
      state: 'submitted',
      quiet: body.quiet,
      complete: false,
      started_at: body.started_at,
      ended_at: body.ended_at,
      received_at: new Date().toISOString(),
      receipt: null,
      photos: [],
      review: null,
      summary: {
        rounds: 0,
        passes: 0,
        incidents: 0,
        activities: 0,
        photos: 0,
        people: 0,
        severity: 0,
        marks: [],
      },
      body: null,
    };
  }

  private openSlots(operation: Operation): void {
    for (const photo of (operation.photos as { photo_id: string; sha256: string; bytes: number }[]) ?? []) {
      if (this.slots.has(photo.photo_id)) continue;
      const slot = { report_id: operation.report_id, sha256: photo.sha256, size: photo.bytes };
      this.slots.set(photo.photo_id, { ...slot, parts: Buffer.alloc(0), stored: false });
    }
  }

  /** Notes a change of a report for the next pull. */
  change(reportId: string, facts: Record<string, unknown> = {}): void {
    const report = this.reports.get(reportId);
    if (!report) return;
    Object.assign(report, facts);
    this.changes.push(structuredClone(report));
  }

  /** An officer's move. */
  move(
    reportId: string,
    state: string,
    review: Record<string, unknown> | null = null,
    body: unknown = null,
  ): void {
    const report = this.reports.get(reportId);
    if (!report || UNPARKED.includes(report.state)) return;
    this.change(reportId, { state, review, body, rev: report.rev + 1 });
  }

  private pull(query: URLSearchParams): Response {
    const cursor = query.get('cursor');
    const [epoch, from] = cursor?.split('/') ?? [this.epoch, '0'];
    if (epoch !== this.epoch || !this.cursorsGood) {
      this.cursorsGood = true;
      return this.problem('cursor-expired', 410);
    }
    const start = Number(from);
    const changes = this.changes.slice(start, start + this.pageSize);
    const end = start + changes.length;
    return this.json({
      sync: 1,
      epoch: this.epoch,
      server_time: new Date().toISOString(),
      catalogue_version: this.catalogue.version,
      cursor: `${this.epoch}/${end}`,
      more: end < this.changes.length,
      changes,
      removed: end < this.changes.length ? [] : this.removed,
    });
  }

  private verify(asked: { ops: string[]; photos: { id: string; sha256: string }[] }): Response {
    const missing_ops = asked.ops.filter((id) => !this.ledger.has(id) && !this.parked.has(id));
    const missing_photos = asked.photos.filter(({ id }) => !this.slots.get(id)?.stored).map(({ id }) => id);
    const parked_ops = asked.ops.filter((id) => !this.ledger.has(id) && this.parked.has(id));
    return this.json({ epoch: this.epoch, missing_ops, parked_ops, missing_photos });
  }

  private photo(request: Sent, method: string, id: string): Response {
    const slot = this.slots.get(id);
    if (!slot) return this.problem('unknown-photo', 404);
    if (method === 'PUT')
      return slot.stored ? this.json({ state: 'stored' }) : this.finish(slot, request.body, 201);
    if (method === 'HEAD') {
      const offset = slot.stored ? slot.size : slot.parts.length;
      return this.tus(200, offset, slot.size);
    }
    const offset = Number(request.headers.get('Upload-Offset'));
    if (offset !== slot.parts.length) {
      return this.problem(
        'offset-mismatch',
        409,
        { offset: slot.parts.length },
        { 'Upload-Offset': String(slot.parts.length) },
      );
    }
    slot.parts = Buffer.concat([slot.parts, request.body]);
    if (slot.parts.length < slot.size) return this.tus(204, slot.parts.length, slot.size);
    const finished = this.finish(slot, slot.parts, 204);
    return finished.status === 204 ? this.tus(204, slot.size, slot.size) : finished;
  }

  private finish(slot: Slot, bytes: Buffer, status: number): Response {
    if (createHash('sha256').update(bytes).digest('hex') !== slot.sha256) {
      slot.parts = Buffer.alloc(0);
      return this.problem('digest-mismatch', 422, { offset: 0 });
    }
    slot.stored = true;
    return status === 204 ? new Response(null, { status }) : this.json({ state: 'stored' }, status);
  }

  private tus(status: number, offset: number, length: number): Response {
    const headers = { 'Keng-Sync': '1', 'Keng-Epoch': this.epoch, 'Tus-Resumable': '1.0.0' };
    return new Response(null, {
      status,
      headers: { ...headers, 'Upload-Offset': String(offset), 'Upload-Length': String(length) },
    });
  }
}
