import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { STAGES, type StageName } from '../lib/stages.ts';

const STACKS = ['Data', 'Service', 'Web'] as const;

/**
 * The outputs of a deployed stage's stacks by their names, with AWS credentials from the environment.
 *
 * @throws Error of CloudFormation when a stack was not deployed.
 */
export const stageOutputs = async (stageName: StageName): Promise<Readonly<Record<string, string>>> => {
  const client = new CloudFormationClient({ region: STAGES[stageName].region });
  const described = await Promise.all(
    STACKS.map((stack) => client.send(new DescribeStacksCommand({ StackName: `Wismo-${stageName}-${stack}` }))),
  );
  const outputs = described.flatMap(({ Stacks = [] }) => Stacks[0]?.Outputs ?? []);
  return Object.fromEntries(
    outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] satisfies [string, string]),
  );
};

/** @throws Error that names the output and what to do. */
export const outputNamed = (outputs: Readonly<Record<string, string>>, name: string): string => {
  const value = outputs[name];
  if (value === undefined) throw new Error(`The stage has no output ${name}: deploy it first.`);
  return value;
};
