import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { findDraft, getDraft } from '../src/db/drafts';
import { operationOf } from '../src/db/outbox';
import type { PhotoRow } from '../src/db/photos';
import { listReturned } from '../src/db/reports';
import { canonicalJson } from '../src/lib/canonical';
import * as commands from '../src/reports/commands';
import { queueBar, stateOf } from '../src/reports/view';
import {
  addStoredPhoto,
  addWords,
  freshPhone,
  HOA,
  jpegBytes,
  LOUD,
  openNight,
  sendQuietNight,
  TEAM,
} from './fake/cast';

beforeEach(freshPhone);

const queued = async () => (await db.outbox.toArray()).map(operationOf);

describe('sending a report', () => {
  it('moves the draft to the outbox with its frozen team, commune and canonical bytes', async () => {
    const { reportId, opId } = await sendQuietNight();
    expect(await findDraft(reportId)).toBeUndefined();
    const row = await db.outbox.get(opId);
    const [operation] = await queued();
    expect(operation).toMatchObject({
      kind: 'report.submit',
      schema: 1,
      commune_id: '99001',
      team_id: TEAM,
      report_id: reportId,
      photos: [],
      body: { quiet: true, rounds: [{ confirmed: 'whole', passes: [] }, {}, {}] },
    });
    expect(row?.canonical).toBe(canonicalJson(JSON.parse(row?.canonical ?? 'null')));
    expect(row).toMatchObject({ status: 'queued', night: '2026-11-21' });
    expect((await db.reports.get(reportId))?.sent_body?.quiet).toBe(true);
  });

  it('pressed twice sends once', async () => {
    const id = await openNight();
    await commands.confirmRound(id, 1);
    const [one, two] = await Promise.all([
      commands.sendReport(id, { quiet: true }),
      commands.sendReport(id, { quiet: true }),
    ]);
    expect(one).toBe(two);
    expect(await db.outbox.count()).toBe(1);
  });

  it('loses neither draft nor operation when the phone dies in between', async () => {
    const id = await openNight();
    const broken = vi.spyOn(db.drafts, 'delete').mockRejectedValueOnce(new Error('battery'));
    await expect(commands.sendReport(id, { quiet: true })).rejects.toThrow('battery');
    broken.mockRestore();
    expect(await db.outbox.count()).toBe(0);
    expect(await getDraft(id)).toBeDefined();
  });

  it('refuses a quiet night with an incident, an unanswered question and an empty roll call', async () => {
    const id = await openNight();
    await commands.addIncident(id, LOUD);
    await expect(commands.sendReport(id, { quiet: true })).rejects.toMatchObject({
      reason: 'quiet-with-incidents',
    });
    await expect(commands.sendReport(id)).rejects.toMatchObject({
      reason: 'unfinished',
      facts: { missing: ['/incidents/0/result'] },
    });
    await commands.setPresence(id, () => ({ present: [], absent: [] }));
    await expect(commands.sendReport(id)).rejects.toMatchObject({ reason: 'nobody-present' });
    expect(await getDraft(id)).toBeDefined();
  });

  it('announces the pictures that were left in, and forgets those taken out', async () => {
    const id = await openNight();
    const kept = await addStoredPhoto(id, jpegBytes(5000));
    const gone = await addStoredPhoto(id, jpegBytes(6000, 9));
    await commands.removePhoto(gone);
    await commands.sendReport(id);
    const [operation] = await queued();
    expect(operation).toMatchObject({
      photos: [{ photo_id: kept, bytes: 5000, mime: 'image/jpeg' }],
    });
    expect(await db.photos.toCollection().primaryKeys()).toEqual([kept]);
    expect(await db.photoBytes.toCollection().primaryKeys()).toEqual([kept]);
    expect(await db.photos.get(kept)).toMatchObject({ state: 'waiting' });
  });

  it('leaves the pictures of an incident that was taken out behind', async () => {
    const id = await openNight();
    const incidentId = await commands.addIncident(id, LOUD);
    await commands.addPhoto(id, { about: 'scene', incident_id: incidentId }, new Blob([jpegBytes(4000)]));
    await commands.removeIncident(id, incidentId);
    await commands.sendReport(id, { quiet: true });
    expect((await queued())[0]).toMatchObject({ photos: [] });
    expect(await db.photos.count()).toBe(0);
  });
});

async function returned(reportId: string): Promise<void> {
  const body = (await db.reports.get(reportId))?.sent_body ?? null;
  await db.reports.update(reportId, { state: 'returned', version: 1, rev: 2, body });
  await db.outbox.toCollection().modify({ status: 'acknowledged', epoch: 'e', rev: 1 });
}

describe('mending', () => {
  it('starts from the returned body and names the version that it mends', async () => {
    const { reportId } = await sendQuietNight();
    await returned(reportId);
    const draftId = await commands.startMend(reportId);
    expect(await commands.startMend(reportId)).toBe(draftId);
    await commands.saveDraft(draftId, { correction_note: 'Đã bổ sung' });
    await commands.sendReport(draftId);
    expect((await queued())[1]).toMatchObject({
      kind: 'report.amend',
      base_version: 1,
      report_id: reportId,
      body: { correction_note: 'Đã bổ sung', quiet: true },
    });
  });

  it('names stored pictures again without sending them again, and those of another phone', async () => {
    const id = await openNight();
    const mine = await addStoredPhoto(id, jpegBytes(5000));
    await commands.sendReport(id);
    await returned(id);
    await db.photos.update(mine, { state: 'stored' });
    const other = {
      photo_id: 'other',
      sha256: 'ab',
      bytes: 9,
      mime: 'image/jpeg',
      width: 1,
      height: 1,
      about: 'scene' as const,
    };
    await db.reports.update(id, {
      photos: [
        { ...other, caption: '', taken_at: '', source_id: id, state: 'ready', problem: null },
        { ...other, photo_id: 'part', source_id: 'elsewhere', state: 'ready', problem: null },
      ],
    });
    await commands.amendReport(id, {
      ...(await getDraft(await commands.startMend(id))).body,
      remark: 'Thêm',
    });
    const amend = (await queued())[1] as { photos: { photo_id: string }[] };
    expect(amend.photos.map((photo) => photo.photo_id)).toEqual([mine, 'other']);
    expect((await db.photos.get(mine))?.state).toBe('stored');
  });

  it('takes a report off the list of what waits for the team, once its answer is on its way', async () => {
    const { reportId } = await sendQuietNight();
    await returned(reportId);
    expect(await listReturned()).toHaveLength(1);
    const opId = await commands.amendReport(
      reportId,
      (await getDraft(await commands.startMend(reportId))).body,
    );
    expect(await listReturned()).toEqual([]);
    await db.outbox.update(opId, { status: 'acknowledged', rev: 3 });
    expect(await listReturned()).toEqual([]);
    await db.reports.update(reportId, { rev: 4, version: 2 });
    expect(await listReturned()).toHaveLength(1);
  });

  it('is refused for a report that is not returned', async () => {
    const { reportId } = await sendQuietNight();
    await expect(commands.startMend(reportId)).rejects.toMatchObject({ reason: 'not-returned' });
  });
});

describe('what follows', () => {
  it('sends a report that came second as a part of the first', async () => {
    const { opId } = await sendQuietNight();
    const problem = { type: '/problems/shift-exists', title: '', status: 409, report_id: 'main' };
    await db.outbox.update(opId, { status: 'held', problem });
    await commands.sendAsPart(opId);
    const part = (await queued()).find((operation) => operation.kind === 'report.part');
    expect(part).toMatchObject({
      report_id: 'main',
      body: { rounds: [{}, {}, {}], incidents: [], activities: [] },
    });
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'held', settled: true });
  });

  it('takes the unsent pictures of a parked mend along in an addendum', async () => {
    const id = await openNight();
    const photoId = await addStoredPhoto(id, jpegBytes(3000));
    const opId = await commands.sendReport(id);
    await db.outbox.update(opId, { status: 'conflict' });
    await addWords(id, 'Gửi thêm ảnh cổng chợ', opId);
    const addendum = (await queued()).find((operation) => operation.kind === 'report.addendum');
    expect(addendum).toMatchObject({
      body: { text: 'Gửi thêm ảnh cổng chợ' },
      photos: [{ photo_id: photoId }],
    });
    expect((await db.photos.get(photoId))?.op_id).toBe(addendum?.op_id);
  });

  it('puts another picture in the place of a bad one and keeps the bad bytes', async () => {
    const id = await openNight();
    const bad = await addStoredPhoto(id, jpegBytes(3000));
    await commands.sendReport(id);
    await db.photos.update(bad, { state: 'needs-new' });
    const better = await commands.replacePhoto(bad, new Blob([jpegBytes(3500, 3)]));
    expect((await queued())[1]).toMatchObject({
      kind: 'report.addendum',
      photos: [{ photo_id: better.photo_id }],
    });
    expect((await db.photoBytes.get(bad))?.bytes.byteLength).toBe(3000);
    expect((await db.photos.get(bad))?.removed).toBe(true);
  });

  it('withdraws', async () => {
    const { reportId } = await sendQuietNight();
    await commands.withdrawReport(reportId);
    expect((await queued())[1]).toMatchObject({ kind: 'report.withdraw', report_id: reportId });
  });
});

describe('a second member on the phone', () => {
  it('signs what is made from then on', async () => {
    const { setHolder } = await import('../src/enrolment/commands');
    await setHolder(HOA);
    await sendQuietNight();
    expect((await queued())[0]?.actor_id).toBe(HOA);
  });
});

describe('states', () => {
  const facts = async (reportId: string, epoch: string | null = 'e') => ({
    report: (await db.reports.get(reportId)) ?? null,
    draft: (await findDraft(reportId)) !== undefined,
    operations: await db.outbox.where('report_id').equals(reportId).toArray(),
    photos: await db.photos.where('report_id').equals(reportId).toArray(),
    epoch,
  });

  it('say "Đã nhận" only for an acknowledgement of the present epoch', async () => {
    const { reportId, opId } = await sendQuietNight();
    expect(stateOf(await facts(reportId))).toBe('queued');
    await db.outbox.update(opId, { status: 'acknowledged', epoch: 'e', rev: 1 });
    expect(stateOf(await facts(reportId))).toBe('complete');
    expect(stateOf(await facts(reportId, 'another'))).toBe('queued');
  });

  it('say "Đủ ảnh" only once the pictures are read, and have all arrived', async () => {
    const { reportId, opId } = await sendQuietNight();
    await db.outbox.update(opId, { status: 'acknowledged', epoch: 'e', rev: 1 });
    const known = await facts(reportId);
    expect(stateOf({ ...known, photos: null })).toBe('acknowledged');
    expect(stateOf({ ...known, photos: [{ state: 'waiting' } as PhotoRow] })).toBe('acknowledged');
    expect(stateOf({ ...known, photos: [{ state: 'stored' } as PhotoRow] })).toBe('complete');
  });

  it('follow the server once it has spoken, and a mend until it is sent', async () => {
    const { reportId } = await sendQuietNight();
    await returned(reportId);
    expect(stateOf(await facts(reportId))).toBe('returned');
    await commands.startMend(reportId);
    expect(stateOf(await facts(reportId))).toBe('returned');
    await commands.sendReport(reportId);
    expect(stateOf(await facts(reportId))).toBe('queued');
  });

  it('make one sentence of everything that waits, trouble first', async () => {
    const { opId } = await sendQuietNight();
    const all = async () => ({
      operations: await db.outbox.toArray(),
      photos: await db.photos.toArray(),
      sync: null,
      epoch: 'e',
      online: true,
    });
    expect(queueBar(await all())).toEqual({ key: 'reports-waiting', n: 1, offline: false });
    expect(queueBar({ ...(await all()), online: false })).toMatchObject({ offline: true });
    await db.outbox.update(opId, { status: 'conflict' });
    expect(queueBar(await all())).toEqual({ key: 'help', n: 1 });
    await db.outbox.update(opId, { status: 'acknowledged', epoch: 'e' });
    expect(queueBar(await all())).toEqual({ key: 'all-arrived' });
  });
});
