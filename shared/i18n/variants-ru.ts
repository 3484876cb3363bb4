import type { Catalog } from './catalog-shape.ts';

/** What a message says in the place of its type's own texts. */
export const ruVariants: Catalog['variants'] = {
  farm_confirmed: {
    subject: 'Ферма подтвердила заказ {{ orderNumber }}',
    headline: 'Подтверждено фермой',
    body: 'Ферма подтвердила ваш заказ и начинает его готовить. Мы сообщим, когда он будет готов.',
  },
  held_at_counter: {
    subject: 'Заберите посылку по заказу {{ orderNumber }}',
    headline: 'Посылку можно забрать',
    body: '{% if carrierName %}{{ carrierName }}{% else %}Перевозчик{% endif %} хранит вашу посылку в своём пункте выдачи. Возьмите документ, удостоверяющий личность{% if trackingNumber %}, и номер {{ trackingNumber }}{% endif %}.',
  },
  pickup_reminder: {
    subject: 'Не забудьте забрать заказ {{ orderNumber }}',
    headline: 'Ваш заказ ждёт вас',
    body: 'Ваш заказ собран. Когда, где и как его забрать, сказано ниже. Когда придёте, назовите номер заказа.',
  },
  pickup_rescheduled: {
    subject: 'Новое время выдачи заказа {{ orderNumber }}',
    headline: 'Заказ можно забрать в другое время',
    body: 'Время выдачи заказа изменено. Новое время указано ниже.',
  },
  out_for_delivery_undated: {
    subject: 'Заказ {{ orderNumber }} передан курьеру',
    headline: 'Курьер везёт ваш заказ',
    body: 'Ваш заказ уже в машине и скоро будет у вас. Пожалуйста, позаботьтесь о том, чтобы его было кому принять.',
  },
  still_delayed: {
    subject: 'Заказ {{ orderNumber }} всё ещё задерживается',
    headline: 'Всё ещё задерживается',
    body: 'Ваш заказ пока не сдвинулся с места{% if estimatedDelivery %}. Дата, к которой мы его теперь ждём, указана ниже{% endif %}. Мы продолжаем следить за ним и сообщим, как только он двинется дальше.',
  },
  shop_update: {
    subject: 'Новости о заказе {{ orderNumber }}',
    headline: 'Заказ вашего магазина изменился',
    body: 'Статус указан ниже.',
  },
  shop_cancelled: {
    subject: 'Заказ {{ orderNumber }} отменён',
    headline: 'Заказ отменён',
    body: 'Пожалуйста, не отправляйте его. Если он уже отправлен, свяжитесь с покупателем.',
  },
  shop_returned: {
    subject: 'Заказ {{ orderNumber }} возвращается',
    headline: 'Заказ возвращается',
    body: 'Посылка едет к вам или уже прибыла. Проверьте её при получении.',
  },
  shop_refunded: {
    subject: 'За заказ {{ orderNumber }} возвращены деньги',
    headline: 'За заказ возвращены деньги',
    body: 'Покупатель получит деньги. Больше ничего отправлять не нужно.',
  },
  shop_completed: {
    subject: 'Заказ {{ orderNumber }} завершён',
    headline: 'Заказ завершён',
    body: 'Покупатель получил заказ. Больше ничего делать не нужно.',
  },
  shop_exception: {
    subject: 'Проблема с заказом {{ orderNumber }}',
    headline: 'Возникла проблема с доставкой',
    body: 'Пожалуйста, посмотрите заказ: покупателю может понадобиться ваша помощь.',
  },
  shop_dispute_opened: {
    subject: 'Спор по заказу {{ orderNumber }}',
    headline: 'Покупатель открыл спор',
    body: 'Соберите то, что показывает, что заказ отправлен как договорились. Поддержка выслушает обе стороны.',
  },
  shop_reminder: {
    subject: 'Заказ {{ orderNumber }} ждёт вас',
    headline: 'Заказ ждёт вас',
    body: 'Он давно не двигался. Пожалуйста, сделайте следующий шаг или отмените его.',
  },
  shop_unscanned: {
    subject: 'Ни один перевозчик не отсканировал заказ {{ orderNumber }}',
    headline: 'Этикетка без посылки',
    body: 'Этикетка создана два дня назад, но перевозчик не отсканировал посылку. Передайте её перевозчику или исправьте номер отслеживания.',
  },
  driver_new_delivery: {
    subject: 'Новая доставка: заказ {{ orderNumber }}',
    headline: 'У вас новая доставка',
    body: "{% if shopName != '' %}Заберите заказ: {{ shopName }}.{% else %}Заберите заказ в магазине.{% endif %}{% if deliveryAddress != '' %} Адрес доставки: {{ deliveryAddress }}.{% endif %}",
  },
  driver_cancelled: {
    subject: 'Заказ {{ orderNumber }} отменён: не доставляйте его',
    headline: 'Доставка отменена',
    body: 'Пожалуйста, не забирайте заказ. Если он уже у вас, верните его в магазин.',
  },
  driver_update: {
    subject: 'Новости о доставке заказа {{ orderNumber }}',
    headline: 'Одна из ваших доставок изменилась',
    body: 'Статус указан ниже.',
  },
  support_reminder: {
    subject: 'Заказ {{ orderNumber }} не движется',
    headline: 'Заказ не движется',
    body: 'Он ждёт слишком долго. Пожалуйста, обратитесь в магазин или сделайте следующий шаг.',
  },
  support_exception: {
    subject: 'Проблема с доставкой заказа {{ orderNumber }}',
    headline: 'С доставкой возникла проблема',
    body: 'Пожалуйста, проверьте заказ: магазину или клиенту может понадобиться ваша помощь.',
  },
  support_dispute_opened: {
    subject: 'Спор по заказу {{ orderNumber }}',
    headline: 'Клиент оспаривает заказ',
    body: 'Пожалуйста, выслушайте обе стороны и примите решение.',
  },
  support_requested: {
    subject: 'Помощь с заказом {{ orderNumber }}',
    headline: 'Клиент просит о помощи',
    body: 'Его сообщение есть в истории заказа. Пожалуйста, ответьте ему.',
  },
  support_update: {
    subject: 'Новости о заказе {{ orderNumber }}',
    headline: 'Заказ требует вашего внимания',
    body: 'Статус указан ниже.',
  },
};
