import { onBeforeUnmount, type Ref, ref, watch } from 'vue';
import { api } from '../../session/api.ts';

const EVERY_MILLISECONDS = 5_000;

/** Reports where the phone is while there is an order on the way, and no longer. */
export const useSharedPlace = (orderId: () => string | undefined): { readonly isRefused: Readonly<Ref<boolean>> } => {
  const isRefused = ref(false);
  let watching: number | undefined;
  let lastAt = 0;
  const stop = (): void => {
    if (watching !== undefined) navigator.geolocation.clearWatch(watching);
    watching = undefined;
  };
  const send = ({ coords, timestamp }: GeolocationPosition, order: string): void => {
    if (Date.now() - lastAt < EVERY_MILLISECONDS) return;
    lastAt = Date.now();
    const { latitude: lat, longitude: lng, heading, speed } = coords;
    const body = {
      lat,
      lng,
      at: new Date(timestamp).toISOString(),
      ...(heading !== null && Number.isFinite(heading) && { heading }),
      ...(speed !== null && Number.isFinite(speed) && { speed }),
    };
    // In a tunnel nothing is lost but a place that is over: the next one follows.
    api()
      .reportLocation({ order_id: order, body }, { maxRetries: 0 })
      .catch(() => undefined);
  };
  watch(
    orderId,
    (order) => {
      stop();
      if (order === undefined) return;
      if (!('geolocation' in navigator)) {
        isRefused.value = true;
        return;
      }
      watching = navigator.geolocation.watchPosition(
        (position) => {
          isRefused.value = false;
          send(position, order);
        },
        ({ code }) => {
          // In a tunnel or a cellar there is no place for a while: that is no refusal.
          if (code === GeolocationPositionError.PERMISSION_DENIED) isRefused.value = true;
        },
        { enableHighAccuracy: false, maximumAge: EVERY_MILLISECONDS },
      );
    },
    { immediate: true },
  );
  onBeforeUnmount(stop);
  return { isRefused };
};
