import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { STAGES, type StageName } from '../../lib/stages.ts';
import { outputNamed, stageOutputs } from '../stage-outputs.ts';

/** Where a smoke test goes, and as whom. */
export interface Target {
  /** Of the distribution, or of whatever stands for it: `https://orders.shop.example`. */
  readonly url: string;
  /** Absent, the socket is not tried, and the report says so. */
  readonly websocketUrl?: string;
  /** Of a seller of the shop that smoke tests sell for. */
  readonly token: string;
}

/** The stage's own client for smoke tests: its secret is in the user pool and nowhere else. */
const clientSecret = async (stageName: StageName, UserPoolId: string, ClientId: string): Promise<string> => {
  const client = new CognitoIdentityProviderClient({ region: STAGES[stageName].region });
  const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  if (UserPoolClient?.ClientSecret === undefined) throw new Error(`The client ${ClientId} has no secret.`);
  return UserPoolClient.ClientSecret;
};

/** RFC 6749, section 4.4. */
const tokenByClientCredentials = async (tokenUrl: string, clientId: string, secret: string): Promise<string> => {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const body = (await response.json()) as { readonly access_token?: string; readonly error?: string };
  if (body.access_token === undefined)
    throw new Error(`${tokenUrl} gave no token: ${response.status} ${body.error ?? ''}`);
  return body.access_token;
};

/** A deployed stage by its outputs; a token of its own unless one is given. */
export const deployedTarget = async (stageName: StageName, token?: string): Promise<Target> => {
  const outputs = await stageOutputs(stageName);
  const output = (name: string): string => outputNamed(outputs, name);
  const own = async (): Promise<string> => {
    const clientId = output('SmokeTestClientId');
    return tokenByClientCredentials(
      output('TokenUrl'),
      clientId,
      await clientSecret(stageName, output('UserPoolId'), clientId),
    );
  };
  return { url: output('SiteUrl'), websocketUrl: output('WebSocketUrl'), token: token ?? (await own()) };
};
