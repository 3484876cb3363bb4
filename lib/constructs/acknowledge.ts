import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says why a finding of the rule packs is right as it stands. One finding at a time: `AwsSolutions-IAM5[Resource::*]`. */
export const acknowledge = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
};

/** Says why a permission has to name its resources by a pattern. The pattern is written as the finding names it. */
export const acknowledgeWildcard = (construct: IConstruct, pattern: string, reason: string): void =>
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${pattern}]`, reason);

/** How a finding names a resource that an ARN refers to. */
export const asFound = (resource: CfnElement): string => `<${Stack.of(resource).getLogicalId(resource)}>`;
