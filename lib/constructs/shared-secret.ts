import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage, StageName } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

export interface SharedSecretProps {
  readonly stageName: StageName;
  readonly stage: Stage;
  /** `payments`: its name is `wismo/<stage>/payments`, because people put the partner's value into it. */
  readonly name: string;
  readonly description: string;
}

/**
 * A secret of the form `{"current": "…", "previous"?: "…"}`. It begins with a random value; whoever rotates it moves
 * `current` to `previous`, and both are accepted until the other side has changed over.
 */
export class SharedSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { stageName, stage, name, description }: SharedSecretProps) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      secretName: `wismo/${stageName}/${name}`,
      description,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'current',
        passwordLength: 48,
        excludePunctuation: true,
      },
      removalPolicy: stage.retainsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.secret,
      'AwsSolutions-SMG4',
      'Agreed with somebody outside, or signs links that people hold: it is rotated by hand, with an overlap.',
    );
  }
}
