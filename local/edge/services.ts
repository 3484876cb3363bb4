import type {
  AwsService,
  CloudModel,
  EdgePort,
  FunctionHost,
  LocalAddresses,
  LocalClock,
  LocalRoute,
  Quiescent,
} from '../ports.ts';
import type { EdgeDoor } from './door.ts';

/**
 * What the services half needs to start.
 *
 * Order of a start: `openDoor()` → read the assembly (queue `Ref`s are `<door.endpoint>/<accountId>/<name>`, a user
 * pool's `ProviderURL` is `<api>/_local/oidc`) → `startServices` → functions, mappings, gateway.
 * Physical names are those in the ARNs that the model gives out: the last part after `:` or `/`.
 */
export interface ServicesOptions {
  readonly door: EdgeDoor;
  readonly model: CloudModel;
  readonly clock: LocalClock;
  /** `.wismo` */
  readonly dataDirectory: string;
  /** Port of the mailbox page; 0 takes a free one. */
  readonly mailboxPort: number;
  /** Asked when needed: functions start after the services. */
  readonly host: () => FunctionHost;
  /** Asked when needed: the gateway listens after the services. */
  readonly addresses: () => Pick<LocalAddresses, 'api' | 'websocket'>;
  /** Parts of the runtime half that `drain` waits for, with those that `Services.quiescent` lists. */
  readonly quiescent: () => readonly Quiescent[];
  /** Any DynamoDB-compatible endpoint instead of the bundled engine (`WISMO_DYNAMODB_ENDPOINT`). */
  readonly dynamodbEndpoint?: string | undefined;
  /** Runs after `POST /_local/reset` emptied the services: socket connections, mapping positions. */
  readonly onReset?: (() => Promise<void>) | undefined;
}

/** The services half, running. */
export interface Services {
  readonly edge: EdgePort;
  readonly mailbox: string;
  readonly engines: Readonly<Record<string, string>>;
  /** `<api>/_local/oidc` */
  readonly issuer: string;
  /** Puts one more AWS service behind the edge: `execute-api` is the gateway's. */
  registerService(service: AwsService): void;
  /** `/_local/oidc`, `/_local`; the longest prefix first. */
  readonly routes: readonly LocalRoute[];
  /** Queues, schedules, calls under way. */
  readonly quiescent: readonly Quiescent[];
  /** Stops in order: nothing that was accepted is lost. */
  stop(): Promise<void>;
}

/** `local/edge/start-services.ts` */
export type StartServices = (options: ServicesOptions) => Promise<Services>;
