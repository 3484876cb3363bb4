import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { CARRIERS, CARRIERS_WITH_SECRET, carrierSecretName } from '../../shared/contract/carrier-registry.ts';
import { checkCarriers } from '../../shared/contract/check-carriers.ts';
import { Identity, type TokenIssuer } from '../constructs/identity.ts';
import type { Secrets } from '../constructs/secrets.ts';
import { SharedSecret } from '../constructs/shared-secret.ts';
import { Table } from '../constructs/table.ts';
import { pascalCase } from '../pascal-case.ts';
import type { Stage, StageName } from '../stages.ts';

export interface DataStackProps extends StackProps {
  readonly stageName: StageName;
  readonly stage: Stage;
}

/** What must never be lost: the table and its key, the people, the secrets. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly tokenIssuer: TokenIssuer;
  readonly secrets: Secrets;

  constructor(scope: Construct, id: string, { stageName, stage, ...props }: DataStackProps) {
    super(scope, id, props);
    checkCarriers(CARRIERS);
    this.table = new Table(this, 'Orders', { retainsData: stage.retainsData });
    this.tokenIssuer = stage.tokenIssuer ?? new Identity(this, 'Identity', { stage });
    const secret = (secretId: string, name: string, description: string): Secret =>
      new SharedSecret(this, secretId, { stageName, stage, name, description }).secret;
    this.secrets = {
      links: secret('LinkSecret', 'link', 'Signs the links that guests get by e-mail'),
      origin: secret('OriginSecret', 'origin', 'Tells that a request came through the distribution'),
      carriers: new Map(
        CARRIERS_WITH_SECRET.map(({ id, name }) => [
          id,
          secret(`${pascalCase(id)}Secret`, carrierSecretName(id), `Signs the webhooks of ${name}`),
        ]),
      ),
      payments: secret('PaymentsSecret', 'payments', 'Signs the webhooks of the payment service'),
    };
  }
}
