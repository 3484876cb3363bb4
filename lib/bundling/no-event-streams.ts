import type { Plugin } from 'esbuild';

const NAMESPACE = 'no-event-streams';
const EVENT_STREAMS = /^@smithy\/core\/event-streams$/;

/**
 * Leaves out the SDK's event streams (`application/vnd.amazon.eventstream`), which no operation that we call has. The SDK
 * loads them where a response is one; what stands in their place says so.
 */
export const noEventStreams: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: EVENT_STREAMS }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: NAMESPACE } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, () => ({
      contents: `throw new Error('Event streams of AWS are not part of a function.');`,
      loader: 'js',
    }));
  },
};
