import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { CARRIERS_WITH_API } from '../../shared/contract/carrier-apis.ts';
import {
  CARRIERS,
  CARRIERS_WITH_SECRET,
  type CarrierId,
  carrierApiSecretName,
  carrierSecretName,
  HANDSHAKE_CARRIERS,
} from '../../shared/contract/carrier-registry.ts';
import {
  PROVIDERS,
  providerSecretName,
  REPORTING_PROVIDERS,
  reportsSecretName,
} from '../../shared/contract/channel-registry.ts';
import { checkCarriers } from '../../shared/contract/check-carriers.ts';
import { Identity, type TokenIssuer } from '../constructs/identity.ts';
import { PhotoBucket } from '../constructs/photo-bucket.ts';
import type { Secrets } from '../constructs/secrets.ts';
import { SharedSecret } from '../constructs/shared-secret.ts';
import { Table } from '../constructs/table.ts';
import { secretDefinition } from '../secret-values.ts';
import type { Stage, StageName } from '../stages.ts';

export interface DataStackProps extends StackProps {
  readonly stageName: StageName;
  readonly stage: Stage;
}

const secretOf = (secrets: ReadonlyMap<string, Secret>, id: string): Secret => {
  const found = secrets.get(id);
  if (found === undefined) throw new Error(`${id} has no secret.`);
  return found;
};

/** A handshake needs the key of an account also where nothing else is asked of the carrier. */
const accountsOf = ({ carrierAccounts }: Stage): readonly CarrierId[] =>
  CARRIERS_WITH_API.map(({ id }) => id).filter(
    (id) => carrierAccounts.includes(id) || HANDSHAKE_CARRIERS.some((carrier) => carrier.id === id),
  );

/** What must never be lost: the table and its key, the people, the secrets, the photos of deliveries. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly tokenIssuer: TokenIssuer;
  readonly secrets: Secrets;
  readonly photos: PhotoBucket;

  constructor(scope: Construct, id: string, { stageName, stage, ...props }: DataStackProps) {
    super(scope, id, props);
    checkCarriers(CARRIERS);
    this.table = new Table(this, 'Orders', { retainsData: stage.retainsData });
    const identity = stage.userPool ? new Identity(this, 'Identity', { stageName, stage }) : undefined;
    const tokenIssuer = stage.tokenIssuer ?? identity;
    if (tokenIssuer === undefined)
      throw new Error(`The stage ${stageName} has neither a user pool nor a token issuer.`);
    this.tokenIssuer = tokenIssuer;
    this.photos = new PhotoBucket(this, 'DeliveryPhotos', stage);
    const secret = (name: string): Secret => {
      const { constructId, ...definition } = secretDefinition(name);
      const made = new SharedSecret(this, constructId, { stageName, stage, name, ...definition }).secret;
      new CfnOutput(this, `${constructId}Arn`, { value: made.secretArn, description: definition.description });
      return made;
    };
    const providers = new Map(
      PROVIDERS.filter(
        ({ id, needs }) => needs.service === 'http' && stage.notificationProviders[id] !== undefined,
      ).map(({ id }) => [id, secret(providerSecretName(id))]),
    );
    this.secrets = {
      links: secret('link'),
      contacts: secret('contacts'),
      origin: secret('origin'),
      carriers: new Map(CARRIERS_WITH_SECRET.map(({ id }) => [id, secret(carrierSecretName(id))])),
      carrierApis: new Map(accountsOf(stage).map((id) => [id, secret(carrierApiSecretName(id))])),
      payments: secret('payments'),
      providers,
      reports: new Map(
        REPORTING_PROVIDERS.filter(({ provider: { id } }) => providers.has(id)).map(({ provider }) => [
          provider.id,
          provider.reportsByWebhook?.secret === undefined
            ? secretOf(providers, provider.id)
            : secret(reportsSecretName(provider)),
        ]),
      ),
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
    const { links, contacts, origin, payments, carriers, carrierApis, providers, reports } = this.secrets;
    const values = [
      table.tableArn,
      table.tableName,
      table.tableStreamArn,
      key.keyArn,
      links.secretArn,
      contacts.secretArn,
      origin.secretArn,
      payments.secretArn,
      this.photos.bucket.bucketArn,
      this.photos.bucket.bucketRegionalDomainName,
      ...new Set(
        [carriers, carrierApis, providers, reports].flatMap((each) =>
          [...each.values()].map(({ secretArn }) => secretArn),
        ),
      ),
      identity?.issuer,
      identity?.audience,
      identity?.domainName,
    ];
    for (const value of values) if (value !== undefined) this.exportValue(value);
  }
}
