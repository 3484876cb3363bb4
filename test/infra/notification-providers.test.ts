import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { STAGES } from '../../lib/stages.ts';
import {
  CHANNELS,
  isAtEveryStage,
  PROVIDERS,
  providerSecretName,
  reportsSecretName,
  secretVariable,
} from '../../shared/contract/channel-registry.ts';
import { functionOf, type Synthesized, statementsOf, synthesize } from './support/synthesized.ts';

const { notificationProviders } = STAGES.local;
const withSecrets = PROVIDERS.filter(({ needs }) => needs.service === 'http').map(({ id }) => id);
/** Codes go by text message, from a function that reads nothing else. */
const sendsCodes = (providerId: string): boolean =>
  CHANNELS.some(
    ({ codeMessage, providers }) => codeMessage !== undefined && providers.some(({ id }) => id === providerId),
  );
let prod: Synthesized;
let withAll: Synthesized;
beforeAll(() => {
  prod = synthesize('prod');
  // Throws what the rule packs find.
  withAll = synthesize('prod', { notificationProviders });
});

const variablesOf = (synthesized: Synthesized, id: 'Deliver' | 'Notify'): Readonly<Record<string, unknown>> =>
  functionOf(synthesized, id).Properties.Environment.Variables;
const secretsTagged = (synthesized: Synthesized): readonly string[] =>
  synthesized
    .ofType('AWS::SecretsManager::Secret')
    .flatMap(([, { Properties }]) => Properties.Tags)
    .filter(({ Key, Value }) => Key === 'Name' && String(Value).includes('/notifications/'))
    .map(({ Value }) => Value);

describe('providers of notifications', () => {
  it('the local stage has every one', () => {
    expect(Object.keys(notificationProviders)).toEqual(
      expect.arrayContaining(PROVIDERS.filter((provider) => !isAtEveryStage(provider)).map(({ id }) => id)),
    );
  });

  it('a stage that lists none has those that need no account, and no secret of any', () => {
    for (const id of ['Deliver', 'Notify'] as const)
      expect(variablesOf(prod, id).CONFIGURED_PROVIDERS).toBe('record=10000,ses=14');
    expect(secretsTagged(prod)).toEqual([]);
    expect(JSON.stringify(statementsOf(prod, 'Deliver'))).not.toContain('sns:Publish');
    expect(JSON.stringify(statementsOf(prod, 'Deliver'))).not.toContain('ProviderSecret');
  });

  it('a stage that lists them has their secrets, which those who send by them read, and no other', () => {
    const ofReports = PROVIDERS.filter(({ reportsByWebhook }) => reportsByWebhook?.secret !== undefined)
      .map(reportsSecretName)
      .filter((name) => name.startsWith('notifications/'));
    expect(secretsTagged(withAll).toSorted()).toEqual(
      [...withSecrets.map(providerSecretName), ...ofReports].map((name) => `wismo/prod/${name}`).toSorted(),
    );
    for (const id of withSecrets) {
      const granted = FUNCTION_IDS.filter((each) =>
        JSON.stringify(functionOf(withAll, each).Properties.Environment.Variables).includes(secretVariable(id)),
      );
      expect(granted.toSorted(), id).toEqual(sendsCodes(id) ? ['Deliver', 'SendCode'] : ['Deliver']);
    }
    const readers = FUNCTION_IDS.filter((id) => /ProviderSecret/.test(JSON.stringify(statementsOf(withAll, id))));
    expect(readers.toSorted()).toEqual(['Deliver', 'Receipts', 'SendCode']);
    // Twilio signs its reports with the token that it is called with; others have a secret for these alone.
    const byReports = JSON.stringify(statementsOf(withAll, 'Receipts')).match(/\w*?ProviderSecret/g) ?? [];
    expect(
      byReports.every((name) => /TwilioProviderSecret$/.test(name)),
      byReports.join(),
    ).toBe(true);
  });

  it('text messages go to telephones: the right is to no topic, and to those who send them alone', () => {
    const granted = FUNCTION_IDS.flatMap((id) =>
      withAll
        .ofType('AWS::IAM::Policy')
        .filter(([logicalId]) => logicalId.includes(`${id}Role`))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
        .filter(({ Action }) => Action === 'sns:Publish')
        .map(({ Effect, Resource, NotResource }) => ({
          id,
          Effect,
          Resource,
          NotResource: JSON.stringify(NotResource),
        })),
    );
    expect(granted).toContainEqual({
      id: 'Deliver',
      Effect: 'Allow',
      Resource: undefined,
      NotResource: expect.stringMatching(/:sns:\*:\*:\*/),
    });
    expect(new Set(granted.map(({ id }) => id))).toEqual(new Set(['Deliver', 'SendCode']));
  });

  it.each([
    ['a provider that nobody has', { carrier_pigeon: { settings: {} } }, 'no channel has this provider'],
    ['a setting that is missing', { twilio: { settings: { from: '+34600000001' } } }, 'its settings are'],
    ['a setting that nobody reads', { sendgrid: { settings: { from: 'x' } } }, 'its settings are: none'],
  ])('a stage is refused for %s', (_name, given, message) => {
    expect(() => synthesize('prod', { notificationProviders: given })).toThrow(message);
  });
});
