import { expect } from 'vitest';
import { createPermissions } from '../../../local/edge/permissions/permissions.ts';
import type { AwsCall, PolicyStatement } from '../../../local/ports.ts';
import { arn, type Declared, TABLE, testModel } from './model.ts';

export const FUNCTION: Declared = {
  type: 'AWS::Lambda::Function',
  logicalId: 'Caller',
  arn: arn('lambda', 'function:caller'),
};
export const SECRET: Declared = {
  type: 'AWS::SecretsManager::Secret',
  logicalId: 'Link',
  arn: arn('secretsmanager', 'secret:wismo/local/link-AbCdEf'),
  properties: { Name: 'wismo/local/link' },
};
export const TABLE_ARN = arn('dynamodb', 'table/orders');

export const call = (service: string, operation: string, input: object, more: Partial<AwsCall> = {}): AwsCall => ({
  service,
  operation,
  principal: 'Caller',
  method: 'POST',
  url: '/',
  headers: {},
  body: Buffer.from(''),
  input: input as AwsCall['input'],
  ...more,
});

/** Why the statements of the caller refuse a call; `undefined` where they allow it. */
export const refusalOf = (statements: readonly PolicyStatement[], asked: AwsCall): string | undefined =>
  createPermissions(testModel([FUNCTION, TABLE, SECRET], { Caller: statements }), { now: () => new Date(0) }).refusal(
    asked,
  );

/** What is granted, what is asked, and whether it is allowed. */
export type PermissionCase = readonly [
  name: string,
  statements: readonly PolicyStatement[],
  asked: AwsCall,
  allowed: boolean,
];

export const expectDecision = (
  _name: string,
  statements: PermissionCase[1],
  asked: AwsCall,
  allowed: boolean,
): void => {
  const refusal = refusalOf(statements, asked);
  if (allowed) expect(refusal).toBeUndefined();
  else expect(refusal).toBeTypeOf('string');
};
