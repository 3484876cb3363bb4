import { type reportingProvider, reportsSecretVariable } from '../../../shared/contract/channel-registry.ts';
import type { NotificationStore } from '../../../shared/notifications/notification-store.ts';
import type { ReceiptAdapter } from '../../../shared/notifications/receipts/receipt.ts';
import type {
  ReceiveReportsDependencies,
  ReportsConnection,
} from '../../../shared/notifications/receipts/receive-reports.ts';
import type { ViewerAddresses } from '../../composition/viewer-addresses.ts';
import { acceptedBySecret } from '../../composition/webhooks.ts';

export interface ReceiptsDependencies extends ReceiveReportsDependencies {
  readonly notifications: ReceiveReportsDependencies['notifications'] & Pick<NotificationStore, 'findByMessageId'>;
  readonly viewers: ViewerAddresses;
  /** Where the stage is reached, without a slash at the end. */
  readonly publicUrl: string;
  /** By the name in a webhook's path; `undefined` where the stage takes no reports of it. */
  readonly connectionOf: (name: string) => Promise<ReportsConnection | undefined>;
}

type Reporting = NonNullable<ReturnType<typeof reportingProvider>>;

/** Found by folder, and run when it is asked for. */
const adapterOf = async (channelId: string, providerId: string): Promise<ReceiptAdapter> => {
  const module: { readonly adapter?: ReceiptAdapter } = await import(
    `../../../shared/notifications/channels/${channelId}/${providerId}/receipts.ts`
  );
  if (module.adapter === undefined) throw new Error(`${channelId}/${providerId}/receipts.ts exports no adapter`);
  return module.adapter;
};

/** The connection to a provider, where the environment has what proves its reports. */
export const connectionTo = async (
  { channel, provider }: Reporting,
  environment: Readonly<Record<string, unknown>>,
): Promise<ReportsConnection | undefined> => {
  const secretId = environment[reportsSecretVariable(provider.id)];
  if (typeof secretId !== 'string') return undefined;
  return {
    providerId: provider.id,
    channelId: channel.id,
    adapter: await adapterOf(channel.id, provider.id),
    acceptedBy: acceptedBySecret(secretId),
  };
};
