import * as z from 'zod';
import { type TrackedCarrier, trackedCarrierWithId } from '../../../shared/contract/carrier-apis.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { bookedDelivery } from '../../../shared/deliveries/booked.ts';
import { once } from '../../../shared/made-on-demand.ts';
import type { PolledCarrier } from '../../../shared/polling/polled-carrier.ts';
import { runCarrierPolls } from '../../../shared/polling/run-carrier-polls.ts';
import { dynamoCarrierStateStore } from '../../../shared/store/dynamo-carrier-state-store.ts';
import { dynamoDeliveryBookStore } from '../../../shared/store/dynamo-delivery-book-store.ts';
import { dynamoParcelPollStore } from '../../../shared/store/dynamo-parcel-poll-store.ts';
import { dynamoWebhookStore } from '../../../shared/store/dynamo-webhook-store.ts';
import { carrierClients } from '../../composition/carrier-clients.ts';
import { carrierHook } from '../../composition/carrier-environment.ts';
import { carrierUpdateParts } from '../../composition/carrier-updates.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { sleep, systemBackoff, systemRandom } from '../../composition/system.ts';
import { scheduled } from '../../consumers/scheduled.ts';
import { countRun } from './count-run.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.PollCarrier);
  const { TABLE_NAME: tableName } = environment;
  return {
    ...carrierUpdateParts(tableName),
    polls: dynamoParcelPollStore({ client: documentClient(), tableName, backoff: systemBackoff }),
    carriers: dynamoCarrierStateStore(documentClient(), tableName),
    webhooks: dynamoWebhookStore(documentClient(), tableName),
    deliveryOf: bookedDelivery(dynamoDeliveryBookStore(documentClient(), tableName)),
    random: systemRandom,
    sleep: (milliseconds: number) => sleep(milliseconds),
    clientOf: carrierClients(environment, systemSecrets()),
    environment,
  };
});

const connect = async (carrier: TrackedCarrier): Promise<PolledCarrier> => {
  const { clientOf, environment } = dependencies();
  const hook = carrier.subscription && (await carrierHook(carrier.id, environment, systemSecrets()));
  return { carrier, client: await clientOf(carrier.id), ...definedFields({ hook }) };
};

const input = once(() => z.object({ carrier: z.string().min(1) }));

/** Once a minute for each carrier that the stage has an account with: asks it for the parcels that are due. */
export const handler = scheduled({ name: 'poll-carrier', input }, async ({ carrier: id }, context) => {
  const carrier = trackedCarrierWithId(id);
  if (carrier === undefined) throw new Error(`${id} is not a carrier that can be asked`);
  const report = await runCarrierPolls(dependencies(), id, () => connect(carrier), context.millisecondsLeft);
  countRun(id, report, context);
});
