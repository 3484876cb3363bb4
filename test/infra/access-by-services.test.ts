import { beforeAll, describe, expect, it } from 'vitest';
import { type Synthesized, synthesize, type TemplateResource } from './support/synthesized.ts';

/** What an AWS service calls by itself needs a policy on the resource: the account's own rights do not reach so far. */
let prod: Synthesized;
beforeAll(() => {
  prod = synthesize('prod');
});

type Properties = TemplateResource['Properties'];
const ACCOUNT = { Ref: 'AWS::AccountId' };

const all = (type: string): readonly Properties[] => prod.ofType(type).map(([, { Properties }]) => Properties);
/** The statements of the policies that name the resource. */
const statementsOn = (type: string, list: string, logicalId: string): readonly Properties[] =>
  all(type)
    .filter((policy) => policy[list].some((each: Properties) => each.Ref === logicalId))
    .flatMap((policy) => policy.PolicyDocument.Statement);
const allowsOn = (topicId: string): readonly Properties[] =>
  statementsOn('AWS::SNS::TopicPolicy', 'Topics', topicId).filter(({ Effect }) => Effect === 'Allow');

const topicIds = (): readonly string[] => prod.ofType('AWS::SNS::Topic').map(([id]) => id);

describe('topics', () => {
  it('that alarms go to take them from CloudWatch, in this account alone', () => {
    const ids = new Set(
      all('AWS::CloudWatch::Alarm').flatMap(({ AlarmActions }) => AlarmActions.map((each: Properties) => each.Ref)),
    );
    expect(ids.size).toBe(1);
    for (const id of ids) {
      expect(allowsOn(id)).toEqual([
        {
          Sid: 'AllowPublishByAlarms',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: { Ref: id },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        },
      ]);
    }
  });

  it('that SES publishes to take it from the configuration set alone', () => {
    const destinations = all('AWS::SES::ConfigurationSetEventDestination').map(
      ({ EventDestination }) => EventDestination,
    );
    expect(destinations.map(({ MatchingEventTypes }) => MatchingEventTypes)).toEqual([
      ['delivery', 'bounce', 'complaint', 'reject', 'deliveryDelay'],
    ]);
    for (const { SnsDestination } of destinations) {
      const [statement, ...more] = allowsOn(SnsDestination.TopicARN.Ref);
      expect(more).toEqual([]);
      expect(statement).toMatchObject({ Principal: { Service: 'ses.amazonaws.com' }, Action: 'sns:Publish' });
      expect(statement.Condition.StringEquals['AWS:SourceAccount']).toEqual(ACCOUNT);
      expect(JSON.stringify(statement.Condition.StringEquals['AWS:SourceArn'])).toContain(':configuration-set/');
    }
  });

  it('have a policy that lets somebody publish, and is not only a refusal; none needs a key', () => {
    for (const id of topicIds()) expect([id, allowsOn(id).length]).toEqual([id, 1]);
    for (const { KmsMasterKeyId } of all('AWS::SNS::Topic')) expect(KmsMasterKeyId).toBeUndefined();
  });
});

describe('queues', () => {
  it('that a topic delivers to take its messages', () => {
    const subscriptions = all('AWS::SNS::Subscription');
    // The record of mails for people, and the queue of who reads receipts.
    expect(subscriptions).toHaveLength(2);
    for (const { Endpoint, TopicArn } of subscriptions) {
      const statements = statementsOn('AWS::SQS::QueuePolicy', 'Queues', Endpoint['Fn::GetAtt'][0]);
      expect(statements).toContainEqual(
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
        }),
      );
    }
  });

  it('for dead letters take them from the role of a schedule or a function', () => {
    const sends = all('AWS::IAM::Policy').flatMap(({ Roles, PolicyDocument }) =>
      PolicyDocument.Statement.filter(({ Action }: Properties) => [Action].flat().includes('sqs:SendMessage'))
        .flatMap(({ Resource }: Properties) => Resource)
        .map((queue: Properties) => `${Roles[0].Ref} ${queue['Fn::GetAtt'][0]}`),
    );
    const roleOf = (functionId: string): string => prod.resources[functionId]?.Properties.Role['Fn::GetAtt'][0];
    const needed = [
      ...all('AWS::Scheduler::Schedule').map(({ Target }) => [Target.RoleArn, Target.DeadLetterConfig.Arn]),
      ...prod
        .ofType('AWS::Lambda::Function')
        .filter(([, { Properties }]) => Properties.DeadLetterConfig !== undefined)
        .map(([, { Properties }]) => [Properties.Role, Properties.DeadLetterConfig.TargetArn]),
    ].map(([role, queue]) => `${role['Fn::GetAtt'][0]} ${queue['Fn::GetAtt'][0]}`);
    const onFailure = all('AWS::Lambda::EventSourceMapping')
      .filter(({ DestinationConfig }) => DestinationConfig !== undefined)
      .map(
        ({ FunctionName, DestinationConfig }) =>
          `${roleOf(FunctionName['Fn::GetAtt']?.[0] ?? FunctionName.Ref)} ${DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]}`,
      );
    expect([needed.length, onFailure.length]).toEqual([4, 1]);
    for (const grant of [...needed, ...onFailure]) expect(sends).toContain(grant);
  });
});

describe('functions', () => {
  it('may be invoked by their gateway, and the streaming one through its URL by both permissions that this takes', () => {
    const permissions = all('AWS::Lambda::Permission');
    const byUrl = permissions.filter(({ Principal }) => Principal === '*');
    expect(
      byUrl.map(({ Action, FunctionUrlAuthType, InvokedViaFunctionUrl }) => [
        Action,
        FunctionUrlAuthType,
        InvokedViaFunctionUrl,
      ]),
    ).toEqual([
      ['lambda:InvokeFunctionUrl', 'NONE', undefined],
      ['lambda:InvokeFunction', undefined, true],
    ]);
    const others = permissions.filter(({ Principal }) => Principal !== '*');
    for (const { Principal, SourceArn } of others) {
      expect(Principal).toBe('apigateway.amazonaws.com');
      expect(SourceArn).toBeDefined();
    }
    const invoked = new Set(others.map(({ FunctionName }) => FunctionName['Fn::GetAtt'][0]));
    const integrated = [...all('AWS::ApiGatewayV2::Integration'), ...all('AWS::ApiGatewayV2::Authorizer')].map(
      ({ IntegrationUri, AuthorizerUri }) =>
        /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(JSON.stringify(IntegrationUri ?? AuthorizerUri))?.[1],
    );
    for (const functionId of integrated) expect(invoked).toContain(functionId);
  });
});
