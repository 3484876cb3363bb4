import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { Identity, type TokenIssuer } from '../constructs/identity.ts';
import { SharedSecret } from '../constructs/shared-secret.ts';
import { Table } from '../constructs/table.ts';
import { SECRETS, type SecretName } from '../secret-values.ts';
import type { Stage, StageName } from '../stages.ts';

export interface DataStackProps extends StackProps {
  readonly stageName: StageName;
  readonly stage: Stage;
}

export interface Secrets {
  /** Signs the links of guests. */
  readonly links: Secret;
  /** Tells the origins of the distribution that a request came through it. */
  readonly origin: Secret;
  /** Signs the webhooks of FedEx. */
  readonly fedex: Secret;
  /** Signs the webhooks of the payment service. */
  readonly payments: Secret;
}

/** What must never be lost: the table and its key, the people, the secrets. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly tokenIssuer: TokenIssuer;
  readonly secrets: Secrets;

  constructor(scope: Construct, id: string, { stageName, stage, ...props }: DataStackProps) {
    super(scope, id, props);
    this.table = new Table(this, 'Orders', { retainsData: stage.retainsData });
    const identity = stage.userPool ? new Identity(this, 'Identity', { stageName, stage }) : undefined;
    const tokenIssuer = stage.tokenIssuer ?? identity;
    if (tokenIssuer === undefined)
      throw new Error(`The stage ${stageName} has neither a user pool nor a token issuer.`);
    this.tokenIssuer = tokenIssuer;
    const secret = (name: SecretName): Secret => {
      const { constructId, ...definition } = SECRETS[name];
      const made = new SharedSecret(this, constructId, { stageName, stage, name, ...definition }).secret;
      new CfnOutput(this, `${constructId}Arn`, { value: made.secretArn, description: definition.description });
      return made;
    };
    this.secrets = {
      links: secret('link'),
      origin: secret('origin'),
      fedex: secret('carriers/fedex'),
      payments: secret('payments'),
    };
    new CfnOutput(this, 'TableName', { value: this.table.table.tableName, description: 'Holds every order' });
    this.exportAlways(identity);
  }

  /**
   * An export that another stack used yesterday and does not use today would vanish before that stack is deployed, which
   * CloudFormation refuses. So whatever another stack may use is exported, used or not.
   */
  private exportAlways(identity: Identity | undefined): void {
    const { table, key } = this.table;
    const values = [
      table.tableArn,
      table.tableName,
      table.tableStreamArn,
      key.keyArn,
      ...Object.values(this.secrets).map(({ secretArn }) => secretArn),
      identity?.issuer,
      identity?.audience,
    ];
    for (const value of values) if (value !== undefined) this.exportValue(value);
  }
}
