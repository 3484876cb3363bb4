import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildModel, UnsupportedAssemblyError } from '../../../local/assembly/cloud-model.ts';
import { resolve } from '../../../local/assembly/intrinsics.ts';
import { type AssemblyStack, readAssembly, type Template } from '../../../local/assembly/read-assembly.ts';
import { functionSpecs } from '../../../local/functions/function-spec.ts';

const FIXTURE = join(import.meta.dirname, 'fixtures', 'assembly');
const ADDRESSES = { api: 'http://127.0.0.1:4000', websocket: 'ws://127.0.0.1:4001', edge: 'http://127.0.0.1:5000' };
const model = buildModel(readAssembly(FIXTURE), ADDRESSES);

const EMPTY: Template = { resources: {}, outputs: {}, parameters: {}, conditions: {}, mappings: {} };
const stackOf = (template: Partial<Template>): AssemblyStack => ({
  name: 'shop',
  region: 'eu-west-1',
  template: { ...EMPTY, ...template },
  assets: new Map(),
});
const resource = (type: string, properties: Record<string, unknown> = {}) => ({
  type,
  properties,
  constructPath: `shop/${type.split('::').at(-1)}`,
});

describe('an assembly', () => {
  it('gives functions the names of what other stacks export', () => {
    const [api] = functionSpecs(model);
    expect(api).toMatchObject({
      id: 'ApiFunction',
      label: 'ApiFunction',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:shop-service-ApiFunction',
      entry: join(FIXTURE, 'asset.api', 'index.mjs'),
      exportName: 'handler',
      timeoutMilliseconds: 10_000,
      memoryMegabytes: 256,
      environment: { TABLE_NAME: 'shop-data-Table' },
    });
  });

  it('gives queue URLs the host of the edge, because the SDK sends its calls there', () => {
    const [, worker] = functionSpecs(model);
    expect(worker?.environment.QUEUE_URL).toBe('http://127.0.0.1:5000/000000000000/shop-service-Queue');
  });

  it('says which functions follow, and which are on the way of every change', () => {
    const kinds = functionSpecs(model).map(({ id, follows, isHot }) => [id, follows, isHot]);
    expect(kinds).toEqual([
      ['ApiFunction', undefined, undefined],
      ['WorkerFunction', true, true],
    ]);
  });

  it('names what runs here by its local address', () => {
    expect(model.outputs.ApiUrl).toBe('http://127.0.0.1:4000/');
    expect(model.outputs.SocketUrl).toBe('ws://127.0.0.1:4001/live');
    expect(model.outputs.Issuer).toMatch(/^http:\/\/127\.0\.0\.1:4000\/_local\/oidc\/eu-west-1_[a-z0-9]{9}$/);
    const [api] = functionSpecs(model);
    expect(api?.environment.CALLBACK_URL).toBe(`http://127.0.0.1:5000/_ws/${model.refOf('Sockets')}/live`);
  });

  it('finds a resource by logical id and by ARN', () => {
    expect(model.byArn(model.arnOf('Queue'))).toBe(model.byId('Queue'));
    expect(() => model.byId('Nothing')).toThrow('The assembly has no resource Nothing');
  });

  it('knows what a function may do, with the policies attached to its role', () => {
    const statements = model.statementsOf('WorkerFunction');
    expect(statements).toContainEqual({
      effect: 'Allow',
      actions: ['dynamodb:UpdateItem'],
      notActions: [],
      resources: ['arn:aws:dynamodb:eu-west-1:000000000000:table/shop-data-Table'],
      notResources: [],
      conditions: {},
      source: 'shop-service/WorkerPolicy/Resource',
    });
    expect(statements.flatMap(({ actions }) => actions)).toContain('logs:PutLogEvents');
    expect(model.statementsOf('ApiFunction').flatMap(({ resources }) => resources)).toContain(
      `arn:aws:execute-api:eu-west-1:000000000000:${model.refOf('Sockets')}/live/*/@connections/*`,
    );
  });

  it('gives the same names in every run', () => {
    expect(buildModel(readAssembly(FIXTURE), ADDRESSES).outputs).toEqual(model.outputs);
  });

  it('leaves out what has no meaning here', () => {
    expect(model.ofType('AWS::Logs::LogGroup')).toEqual([]);
  });
});

describe('what cannot run', () => {
  it('stops the start, and every finding is named with type, logical id and construct path', () => {
    const resources = {
      Train: resource('AWS::Train::Engine'),
      Queue: resource('AWS::SQS::Queue', { QueueName: { 'Fn::Cidr': ['10.0.0.0/8', 1] } }),
      Bus: resource('AWS::SQS::Queue', { Tags: [{ 'Fn::GetAtt': ['Train', 'Arn'] }] }),
      Other: resource('AWS::SQS::Queue', { Tags: [{ 'Fn::GetAtt': ['Bus', 'Colour'] }] }),
    };
    const build = () => buildModel([stackOf({ resources })], ADDRESSES);
    expect(build).toThrow(UnsupportedAssemblyError);
    expect(build).toThrow('AWS::Train::Engine Train (shop/Engine): this type is not known here');
    expect(build).toThrow('AWS::SQS::Queue Queue (shop/Queue): intrinsic function Fn::Cidr is not known here');
    expect(build).toThrow('it refers to AWS::Train::Engine Train, unknown here');
    expect(build).toThrow('attribute Colour of AWS::SQS::Queue is not known here');
  });

  it('is also a managed policy that is not known', () => {
    const resources = {
      Role: resource('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
    };
    const built = buildModel([stackOf({ resources })], ADDRESSES);
    expect(() => built.statementsOf('Role')).toThrow('arn:aws:iam::aws:policy/AdministratorAccess');
  });
});

/** What `Fn::Sub` replaces. */
const hole = (name: string): string => `\${${name}}`;

describe('intrinsic functions', () => {
  const scope = (template: Partial<Template> = {}) => ({
    stack: stackOf(template),
    accountId: '000000000000',
    partition: 'aws',
    urlSuffix: 'amazonaws.com',
    ref: (id: string) => `ref-${id}`,
    attribute: (id: string, attribute: string) => `${id}.${attribute}`,
    exported: (name: string) => `export-${name}`,
  });
  it.each([
    ['Ref', { Ref: 'A' }, 'ref-A'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['GetAtt', { 'Fn::GetAtt': ['A', 'B.C'] }, 'A.B.C'],
    ['GetAtt as text', { 'Fn::GetAtt': 'A.B' }, 'A.B'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-ref-B-3'],
    [
      'Sub',
      { 'Fn::Sub': `x/${hole('A')}/${hole('B.C')}/${hole('!D')}/${hole('AWS::AccountId')}` },
      `x/ref-A/B.C/${hole('D')}/000000000000`,
    ],
    ['Sub with names of its own', { 'Fn::Sub': [`${hole('A')}${hole('B')}`, { A: { Ref: 'Z' } }] }, 'ref-Zref-B'],
    ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': `${hole('A')}-x` } }, 'export-ref-A-x'],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['values below', { a: [{ Ref: 'A' }], b: 1, c: false }, { a: ['ref-A'], b: 1, c: false }],
    ['NoValue in a list', [{ Ref: 'AWS::NoValue' }, 1], [1]],
    ['NoValue in an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
  ])('%s', (_name, value, expected) => {
    expect(resolve(value, scope())).toEqual(expected);
  });

  it('If, with the conditions it names', () => {
    const template = {
      conditions: {
        IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
        IsNot: { 'Fn::Not': [{ Condition: 'IsHere' }] },
      },
    };
    expect(resolve({ 'Fn::If': ['IsHere', 'a', 'b'] }, scope(template))).toBe('a');
    expect(resolve({ x: { 'Fn::If': ['IsNot', 'a', { Ref: 'AWS::NoValue' }] } }, scope(template))).toEqual({});
  });

  it('FindInMap, and parameters by their default', () => {
    const template = { mappings: { M: { a: { b: 'found' } } }, parameters: { P: { Default: 'a' }, Q: {} } };
    expect(resolve({ 'Fn::FindInMap': ['M', { Ref: 'P' }, 'b'] }, scope(template))).toBe('found');
    expect(() => resolve({ Ref: 'Q' }, scope(template))).toThrow('parameter Q has no default value');
  });
});
