import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnQueuePolicy, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

const refusal = (resource: string): PolicyStatement =>
  new PolicyStatement({
    sid: 'OverTlsOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['sqs:*'],
    resources: [resource],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });

/**
 * Refuses plain HTTP at every queue that is made below a construct: call it when all are made. Queues that have a policy
 * of their own get the refusal there, for a queue has one policy; the others share one resource, where `enforceSSL` would
 * make one for each. A policy's `*` is the queue that it is set on.
 */
export class QueuesOverTls extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const queues = scope.node.findAll().filter((each): each is Queue => each instanceof Queue);
    const [own, none] = [queues.filter(hasPolicy), queues.filter((queue) => !hasPolicy(queue))];
    for (const queue of own) queue.addToResourcePolicy(refusal(queue.queueArn));
    new CfnQueuePolicy(this, 'Policy', {
      queues: none.map(({ queueUrl }) => queueUrl),
      policyDocument: new PolicyDocument({ statements: [refusal('*')] }),
    });
  }
}

/** Where something else is let in, as a topic that delivers to it. */
const hasPolicy = (queue: Queue): boolean => queue.node.tryFindChild('Policy') !== undefined;
