import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ServiceContext } from './service-context.ts';

/** What can happen to a mail after SES has accepted it, and is worth a look. */
const EVENTS = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.DELIVERY_DELAY,
];

/**
 * The share of mails at which SES puts an account under review. It stops sending at 10 % and 0.5 %.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
 */
const REVIEWED = [
  { id: 'Bounces', metricName: 'Reputation.BounceRate', above: 0.05, meaning: 'More than 5 % of the mails bounce.' },
  {
    id: 'Complaints',
    metricName: 'Reputation.ComplaintRate',
    above: 0.001,
    meaning: 'More than one of a thousand mails is reported as spam.',
  },
] as const;

/**
 * What mails are sent with: a configuration set whose reputation is watched, and a topic to which SES publishes what
 * became of single mails. A queue holds these events for whoever looks into an alarm.
 */
export class EmailSending extends Construct {
  readonly configurationSet: ConfigurationSet;
  /** Bounces, complaints, rejections and delays, as SES describes them. */
  readonly events: Topic;
  /** The same events, for 14 days. */
  readonly record: Queue;

  constructor(scope: Construct, id: string, { context }: { readonly context: ServiceContext }) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
    this.events = new Topic(this, 'Events', {
      displayName: `Wismo ${context.stageName} e-mail events`,
      enforceSSL: true,
    });
    this.configurationSet.addEventDestination('ToTopic', {
      destination: EventDestination.snsTopic(this.events),
      events: EVENTS,
    });
    this.record = this.makeRecord();
    new CfnOutput(Stack.of(this), `${id.replace(/Sending$/, '')}EventsQueueUrl`, {
      value: this.record.queueUrl,
      description: 'Bounces and complaints of 14 days',
    });
    this.events.addSubscription(new SqsSubscription(this.record, { rawMessageDelivery: true }));
    this.watch(context);
  }

  /** Has every event sent to the queue, as SES wrote it. */
  publishesTo(queue: Queue): void {
    this.events.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
  }

  private makeRecord(): Queue {
    const record = new Queue(this, 'Record', {
      encryption: QueueEncryption.SQS_MANAGED,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(
      record,
      'AwsSolutions-SQS3',
      'Nothing consumes it: its messages are looked at, and leave by their age.',
    );
    return record;
  }

  private watch({ monitoring }: ServiceContext): void {
    const rate = (metricName: string) =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        dimensionsMap: { 'ses:configuration-set': this.configurationSet.configurationSetName },
        statistic: 'Maximum',
        period: Duration.hours(1),
      });
    for (const { id, metricName, above, meaning } of REVIEWED) {
      monitoring.alarm(this, id, {
        metric: rate(metricName),
        above,
        severity: 'page',
        runbook: 'email-reputation',
        meaning,
      });
    }
    monitoring.chart(
      'E-mail',
      REVIEWED.map(({ metricName }) => rate(metricName)),
    );
  }
}
