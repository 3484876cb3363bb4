import { randomUUID } from 'node:crypto';
import { asText } from '../edge/arn.ts';
import type { QueueEngine } from '../engines/fauxqs.ts';
import type { CloudModel, FunctionHost } from '../ports.ts';
import { sendToQueue } from './messages.ts';

/** Hands what an AWS service publishes to a topic to the subscriptions that the template gives it. */
export interface TopicPublisher {
  publish(topicArn: string, message: string, at: Date): Promise<void>;
}

export function createTopicPublisher(model: CloudModel, queues: QueueEngine, host: () => FunctionHost): TopicPublisher {
  return {
    publish: async (topicArn, message, at) => {
      const notification = {
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: topicArn,
        Message: message,
        Timestamp: at.toISOString(),
        SignatureVersion: '1',
        MessageAttributes: {},
      };
      for (const { properties, logicalId } of model.ofType('AWS::SNS::Subscription')) {
        if (properties.TopicArn !== topicArn) continue;
        const endpoint = asText(properties.Endpoint) ?? '';
        if (properties.Protocol === 'sqs') {
          const isRaw = properties.RawMessageDelivery === true || properties.RawMessageDelivery === 'true';
          await sendToQueue(queues, endpoint, isRaw ? message : JSON.stringify(notification));
        } else if (properties.Protocol === 'lambda') {
          const record = {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: topicArn,
            Sns: notification,
          };
          const result = await host().invoke(endpoint, { Records: [record] });
          if (!result.ok) throw new Error(`${endpoint} failed: ${result.message}`);
        } else {
          throw new Error(`${logicalId}: the local cloud delivers no topic by ${String(properties.Protocol)}`);
        }
      }
    },
  };
}
