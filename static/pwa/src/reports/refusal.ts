/** Why a command said no; the catalogue of words has a sentence for each. */
export type RefusalReason =
  | 'not-enrolled'
  | 'quiet-with-incidents'
  | 'nobody-present'
  | 'unfinished'
  | 'not-returned'
  | 'unknown-report'
  | 'nothing-to-add'
  | 'photo-limit-report'
  | 'photo-limit-incident'
  | 'photo-not-here'
  | 'photo-unreadable'
  | 'photo-late'
  | 'photo-too-large'
  | 'photo-not-an-image'
  | 'no-space'
  | 'not-saved';

export class Refusal extends Error {
  readonly reason: RefusalReason;
  /** What the sentence needs: `{limit: 20}`, `{missing: ['/incidents/0/result']}`. */
  readonly facts: Record<string, unknown>;

  constructor(reason: RefusalReason, facts: Record<string, unknown> = {}) {
    super(reason);
    this.name = 'Refusal';
    this.reason = reason;
    this.facts = facts;
  }
}
