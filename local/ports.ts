/**
 * The seams of the local cloud: who runs functions, who serves AWS calls, who keeps the time. The runtime half
 * (assembly, workers, gateway, mappings) and the services half (edge, engines, scheduler, control) meet only here.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** One resource of the synthesized assembly, with its properties resolved as far as they name things that run here. */
export interface Resource {
  readonly stackName: string;
  readonly logicalId: string;
  /** `AWS::Lambda::Function` */
  readonly type: string;
  readonly constructPath: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  /** Resolved ARNs, wildcards allowed. */
  readonly resources: readonly string[];
  /** The statement is about everything but these. */
  readonly notResources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Where it was granted, for a reader: the policy's construct path. */
  readonly source: string;
}

/** The assembly, read once. */
export interface CloudModel {
  readonly region: string;
  readonly accountId: string;
  readonly resources: readonly Resource[];
  /** Of all stacks, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  ofType(type: string): readonly Resource[];
  /** By logical id (unique over the app's stacks here) or ARN. Throws with the name when there is none. */
  byId(logicalId: string): Resource;
  /** ARN that `Fn::GetAtt … Arn` gave out for the resource. */
  arnOf(logicalId: string): string;
  /** The resource that an ARN names, wildcards aside. */
  byArn(arn: string): Resource | undefined;
  /** All statements of the role that the principal (a function's logical id, or a role's) runs with. */
  statementsOf(principalId: string): readonly PolicyStatement[];
}

/** Time of the scheduler and of every function. Real time plus an offset. */
export interface LocalClock {
  now(): Date;
  offsetMilliseconds(): number;
  /** ISO 8601 duration. */
  advance(duration: string): void;
  set(instant: Date): void;
  reset(): void;
  onChange(listener: () => void): () => void;
}

export type InvocationResult =
  | { readonly ok: true; readonly payload: unknown }
  /** `Unhandled` a throw or a dead worker, `Timeout` the function's own limit, `Throttled` no concurrency left. */
  | {
      readonly ok: false;
      readonly kind: 'Unhandled' | 'Timeout' | 'Throttled';
      readonly errorType: string;
      readonly message: string;
    };

/** A streamed response that has begun. */
export interface StreamedResult {
  readonly ok: true;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  /** Ends with the function; destroying it notifies the function that its client has left. */
  readonly body: Readable;
}

/** Runs deployed bundles. */
export interface FunctionHost {
  /** Synchronous invocation of a function by logical id or ARN. Never rejects: failures are values. */
  invoke(functionIdOrArn: string, event: unknown): Promise<InvocationResult>;
  /**
   * An invocation whose response may be streamed: what the function streams once it has begun, or its result where it
   * does not stream. An open stream is no invocation under way: like an open socket it waits for what others do.
   */
  stream(functionIdOrArn: string, event: unknown): Promise<StreamedResult | InvocationResult>;
  /** Ends the worker in the middle of what it does, as a crash would; the running invocation fails as `Unhandled`. */
  kill(functionId: string): void;
  /** Ends every function's idle workers, as Lambda does after a while; returns how many. */
  endIdle(): Promise<number>;
  /** Invocations under way. */
  active(): number;
  /** Waits for the invocations that are under way now, at most so long. */
  settled(patienceMilliseconds: number): Promise<void>;
  /** Ran to an end, with time and whether it was a cold start: for the meter. */
  onInvocation(listener: (record: InvocationRecord) => void): () => void;
}

export interface InvocationRecord {
  readonly functionId: string;
  readonly milliseconds: number;
  readonly coldStart: boolean;
  readonly ok: boolean;
  readonly memoryMegabytes: number;
}

/** An SDK's request as it arrives at the edge. */
export interface AwsRequest {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A call as the edge took it apart from the SDK's HTTP request. */
export interface AwsCall extends AwsRequest {
  /** Signing name: `dynamodb`, `sqs`, `ses`, `scheduler`, `secretsmanager`, `execute-api`, `kms`, … */
  readonly service: string;
  /** `TransactWriteItems`, `SendMessageBatch`, `SendEmail`, `CreateSchedule`, `PostToConnection`, … */
  readonly operation: string;
  /** Access key id: the logical id of the function that calls, or `local` for the runner itself and tests. */
  readonly principal: string;
  /** Parsed, where the protocol is JSON. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One AWS service behind the edge: an engine reached by proxy, or a small server of our own. */
export interface AwsService {
  readonly name: string;
  handle(call: AwsCall): Promise<AwsResponse>;
  /** Due now and not yet done: `drain` waits for zero. */
  pending?(): number | Promise<number>;
  /** Not due yet, and coming back by itself: `drain` waits for what is back soon, and names the rest. */
  hidden?(): readonly HiddenWork[];
  stop?(): Promise<void>;
}

/** Something that happened at the edge that a waiting poller may want to know. */
export interface EdgeActivity {
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  /** As the call had it. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface EdgePort {
  /** `http://127.0.0.1:PORT`: what functions get as `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** Serves a request from within this process. `undefined`: its caller sees a connection that broke. */
  perform(request: AwsRequest): Promise<AwsResponse | undefined>;
  /** After a call that changed something went through. */
  onActivity(listener: (activity: EdgeActivity) => void): () => void;
}

/** Messages that somebody holds, or that failed and come again. */
export interface HiddenWork {
  readonly name: string;
  readonly messages: number;
  /** When the first of them is back, in milliseconds since 1970 on the machine's own clock. */
  readonly until: number;
}

/** What a stopped and started part of the local cloud looks like to `drain`. */
export interface Quiescent {
  readonly name: string;
  /** Things under way or waiting that will move by themselves now (delayed messages and future schedules aside). */
  pending(): number | Promise<number>;
  hidden?(): readonly HiddenWork[];
}

/** A handler of plain HTTP requests on the one local port: the gateway tries these before the API's routes. */
export interface LocalRoute {
  /** `/_local`, `/_local/oidc` */
  readonly prefix: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface LocalAddresses {
  /** `http://127.0.0.1:4000` */
  readonly api: string;
  /** `ws://127.0.0.1:4001` */
  readonly websocket: string;
  readonly mailbox: string;
  readonly edge: string;
  readonly engines: Readonly<Record<string, string>>;
}
