import { onBeforeUnmount, type Ref, ref, watch } from 'vue';
import { onBeforeRouteLeave, type RouteLocationRaw, useRoute, useRouter } from 'vue-router';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * A text that stands in the address: going back, a reload, and a copied link have it.
 * @param afterMilliseconds How long typing has to pause before it is written: browsers limit how often that may be.
 */
export const useQuery = (name: string, afterMilliseconds = 0): Ref<string> => {
  const route = useRoute();
  const router = useRouter();
  const path = route.path;
  const text = ref(textOf(route.query[name]));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const place = (): RouteLocationRaw => {
    const { query, hash } = router.currentRoute.value;
    const { [name]: _before, ...others } = query;
    return { path, query: { ...others, ...(text.value !== '' && { [name]: text.value }) }, hash };
  };
  const write = (): void => {
    timer = undefined;
    void router.replace(place());
  };
  watch(text, (now) => {
    clearTimeout(timer);
    timer = undefined;
    if (now !== textOf(route.query[name])) timer = setTimeout(write, afterMilliseconds);
  });
  watch(
    () => textOf(route.query[name]),
    (now) => {
      if (route.path === path && timer === undefined) text.value = now;
    },
  );
  // The router ends a way to another page where it is asked for a change of this one: the entry is written without it.
  onBeforeRouteLeave(() => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const { href, fullPath } = router.resolve(place());
    history.replaceState({ ...history.state, current: fullPath }, '', href);
  });
  onBeforeUnmount(() => clearTimeout(timer));
  return text;
};
