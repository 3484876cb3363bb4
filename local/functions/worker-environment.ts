import { dirname } from 'node:path';
import type { FunctionSpec } from './function-spec.ts';

/** What Lambda adds to a function's own variables, with the edge as the door to AWS. */
export function workerEnvironment(
  spec: FunctionSpec,
  region: string,
  edgeEndpoint: string,
): Readonly<Record<string, string>> {
  return {
    ...spec.environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_ENDPOINT_URL: edgeEndpoint,
    AWS_ACCESS_KEY_ID: spec.id,
    AWS_SECRET_ACCESS_KEY: 'local',
    LAMBDA_TASK_ROOT: dirname(spec.entry),
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: `index.${spec.exportName}`,
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    PATH: process.env.PATH ?? '',
  };
}
