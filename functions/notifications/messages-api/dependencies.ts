import type { Clock, IdSource } from '../../../shared/clock/clock.ts';
import type { ConfiguredProviders } from '../../../shared/contract/channel-registry.ts';
import type { BulkSendStore } from '../../../shared/notifications/bulk-send.ts';
import type { PlanInputDependencies } from '../../../shared/notifications/plan-inputs.ts';
import type { ActiveTemplates } from '../../../shared/notifications/templates/active-templates.ts';
import type { Render } from '../../../shared/notifications/templates/render-notification.ts';
import type { TemplateStore } from '../../../shared/notifications/templates/template-store.ts';
import type { WrittenMessageStore } from '../../../shared/notifications/written-message.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import type { WorkflowCatalog } from '../../../shared/orders/use-cases/workflow-catalog.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { AuditStore } from '../../../shared/security/audit-store.ts';
import type { RateLimitStore } from '../../../shared/security/rate-limit-store.ts';
import type { ShopReader } from '../../../shared/shops/shop-store.ts';
import type { IdempotentDependencies } from '../../http/idempotency.ts';

/** What the routes of messages work with. */
export interface MessagesDependencies extends IdempotentDependencies, PlanInputDependencies {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly revocations: RevocationReader;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly templates: TemplateStore;
  readonly store: Pick<OrderStore, 'get' | 'getMany' | 'list' | 'idsInPhase'>;
  readonly shops: ShopReader;
  readonly workflows: WorkflowCatalog;
  /** As messages use them. */
  readonly activeTemplates: ActiveTemplates;
  readonly providers: ConfiguredProviders;
  /** Renders messages of a channel. */
  readonly rendererOf: (channel: string) => Promise<Render>;
  readonly publicUrl: string;
  readonly bulkSendJobs: BulkSendStore;
  /** Has the page of the step carried out. */
  readonly goOnWithBulkSend: (jobId: string, step: number) => Promise<void>;
  readonly writtenMessages: WrittenMessageStore;
  readonly rateLimits: RateLimitStore;
}
