import type { Instant } from '../../calendar/instant.ts';
import type { Actor } from '../../orders/model/order.ts';
import type { TemplateFailure, TemplateSlot, TemplateVersion } from './template.ts';

/** A template as it is now. */
export interface TemplateHead extends TemplateSlot {
  readonly templateId: string;
  readonly name: string;
  /** The version that is used. */
  readonly activeVersion: number;
  readonly latestVersion: number;
  /** Whether it may be used at all. */
  readonly isActive: boolean;
  /** Rises with every change of the head, from 1. */
  readonly revision: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly updatedBy: Actor;
}

/** The template that a slot uses. */
export interface DefaultTemplate extends TemplateSlot {
  readonly templateId: string;
  readonly version: number;
}

export interface StoredVersion extends TemplateVersion {
  readonly createdAt: Instant;
  readonly createdBy: Actor;
}

/** All of it or nothing. */
export interface TemplateChange {
  /** As it becomes; its revision is one more than that of the stored one, or 1. */
  readonly head: TemplateHead;
  /** A version that has never been. */
  readonly version?: StoredVersion;
  /**
   * `take`: the slot uses the active version of this template from now on, whichever it used before. `update`: the slot
   * uses it already and must still do. `leave`: the slot uses it and does not any more. Absent: the slot is left as it is.
   */
  readonly slot?: 'take' | 'update' | 'leave';
}

export interface VersionPage {
  readonly limit: number;
  readonly before?: number;
}

export interface TemplateStore {
  /** `conflict`: the head, the version or the slot was changed by another request meanwhile. */
  change(change: TemplateChange): Promise<'stored' | 'conflict'>;
  /** Strongly consistent. */
  getHead(templateId: string): Promise<TemplateHead | undefined>;
  getVersion(templateId: string, version: number): Promise<StoredVersion | undefined>;
  /** Newest first, so many, and none of `before` or later. */
  versions(templateId: string, page: VersionPage): Promise<readonly StoredVersion[]>;
  list(): Promise<readonly TemplateHead[]>;
  /** Every slot that does not use its built-in template. Eventually consistent. */
  defaults(): Promise<readonly DefaultTemplate[]>;
  /** Strongly consistent. */
  getDefault(slot: TemplateSlot): Promise<DefaultTemplate | undefined>;
  getFailure(templateId: string): Promise<TemplateFailure | undefined>;
  /** The newest one counts. */
  recordFailure(templateId: string, failure: TemplateFailure): Promise<void>;
}
