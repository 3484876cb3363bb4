import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { sendPhoneCode } from '../../../shared/notifications/contacts/send-phone-code.ts';
import { dynamoPhoneCodeStore } from '../../../shared/store/dynamo-phone-code-store.ts';
import { dynamoPreferenceStore } from '../../../shared/store/dynamo-preference-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { digestKeys } from '../../composition/digest-keys.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { codeSender } from './code-sender.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.SendCode);
  const { TABLE_NAME, CONTACTS_SECRET_ID } = environment;
  return {
    phoneCodes: dynamoPhoneCodeStore(documentClient(), TABLE_NAME),
    preferences: dynamoPreferenceStore(documentClient(), TABLE_NAME),
    findSender: codeSender({
      environment,
      backoff: systemBackoff,
      clock: systemClock,
      secrets: { accepts: (secretId, check) => systemSecrets().accepts(secretId, check) },
    }),
    digestKeys: digestKeys(systemSecrets(), CONTACTS_SECRET_ID),
    clock: systemClock,
  };
});

/** Sends the code that proves who holds a telephone. */
export const handler = queueConsumer(
  { name: 'send-code', ...fromQueue('verifications') },
  async ({ ownerId, codeId }, { metrics, logger }) => {
    const sent = await sendPhoneCode({ ownerId, codeId }, dependencies());
    metrics.addMetric('PhoneCodeSent', MetricUnit.Count, sent.result === 'sent' ? 1 : 0);
    if (sent.result === 'failed') logger.warn('A code was not sent', { codeId, error: sent.error });
  },
);
