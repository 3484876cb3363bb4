import { Tags } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { removalOf } from '../removal.ts';
import type { SecretFormat } from '../secret-values.ts';
import type { Stage, StageName } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

export interface SharedSecretProps {
  readonly stageName: StageName;
  readonly stage: Stage;
  /** `payments`: its tag `Name` is `wismo/<stage>/payments`. */
  readonly name: string;
  readonly description: string;
  /** How a value of it is written. */
  readonly format: SecretFormat;
  /** Names of the parts of a JSON object. */
  readonly parts?: readonly string[];
}

/**
 * A secret of the form `{"current": "…", "previous"?: "…"}`. It begins with a random value; whoever rotates it moves
 * `current` to `previous`, and both are accepted until the other side has changed over.
 *
 * Its name is a tag: a physical name would stay taken for 30 days after a stack that could not be created.
 */
export class SharedSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { stageName, stage, name, description, format, parts }: SharedSecretProps) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'current',
        passwordLength: 48,
        excludePunctuation: true,
      },
      removalPolicy: removalOf(stage),
    });
    Tags.of(this.secret).add('Name', `wismo/${stageName}/${name}`);
    Tags.of(this.secret).add('format', format);
    if (parts !== undefined) Tags.of(this.secret).add('parts', parts.join(' '));
    acknowledge(
      this.secret,
      'AwsSolutions-SMG4',
      'Agreed with somebody outside, or signs links that people hold: it is rotated by hand, with an overlap.',
    );
  }
}
