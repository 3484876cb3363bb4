/** What the entries for Vue and React use of them: both are the application's own, and none is installed here. */
declare module 'vue' {
  export interface ShallowRef<T = unknown> {
    value: T;
  }
  export function shallowRef<T>(value: T): ShallowRef<T>;
  export function onScopeDispose(dispose: () => void): void;
  export function watchEffect(effect: (onCleanup: (cleanup: () => void) => void) => void): () => void;
  export function toValue<T>(source: T | { readonly value: T } | (() => T)): T;
}
declare module 'react' {
  export function useEffect(effect: () => (() => void) | undefined, dependencies: readonly unknown[]): void;
  export function useState<T>(initial: T): [T, (next: T) => void];
}
