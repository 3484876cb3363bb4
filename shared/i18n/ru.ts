import type { Catalog } from './catalog.ts';
import { ruWords } from './words-ru.ts';

export const ru: Catalog = {
  ...ruWords,
  notifications: {
    order_confirmed: {
      subject: 'Заказ {{ orderNumber }} подтверждён',
      headline: 'Ваш заказ подтверждён',
      body: 'Спасибо. Мы получили ваш заказ и будем сообщать о каждом его этапе.',
    },
    processing: {
      subject: 'Заказ {{ orderNumber }} в обработке',
      headline: 'Ваш заказ обрабатывается',
      body: 'Продавец готовит ваш заказ к отправке.',
    },
    preparing: {
      subject: 'Собираем заказ {{ orderNumber }}',
      headline: 'Мы собираем ваш заказ',
      body: 'Прямо сейчас ваши товары собирают и упаковывают.',
    },
    shipped: {
      subject: 'Заказ {{ orderNumber }} отправлен',
      headline: 'Ваша посылка в пути',
      body: 'Ваш заказ отправлен{% if carrier %} через {{ carrier }}{% endif %}. Следите за ним в реальном времени с помощью кнопки ниже.',
    },
    out_for_delivery: {
      subject: 'Заказ {{ orderNumber }} прибудет сегодня',
      headline: 'Курьер везёт ваш заказ',
      body: 'Ваш заказ уже в машине и скоро будет у вас. Пожалуйста, позаботьтесь о том, чтобы его было кому принять.',
    },
    delivered: {
      subject: 'Заказ {{ orderNumber }} доставлен',
      headline: 'Доставлено',
      body: 'Ваш заказ прибыл. Если вы не можете его найти, проверьте данные ниже или обратитесь за помощью.',
    },
    delayed: {
      subject: 'Заказ {{ orderNumber }} задерживается',
      headline: 'Ваш заказ задерживается',
      body: 'Приносим извинения: ваш заказ идёт дольше, чем планировалось. Мы следим за ним и сообщим, как только появятся новости.',
    },
    exception: {
      subject: 'Проблема с заказом {{ orderNumber }}',
      headline: 'Проблема с доставкой',
      body: 'Что-то мешает доставке. Откройте заказ, чтобы узнать, что произошло и что вы можете сделать.',
    },
    cancelled: {
      subject: 'Заказ {{ orderNumber }} отменён',
      headline: 'Ваш заказ отменён',
      body: 'Больше ничего отправлено не будет. Если вы уже заплатили, деньги вернутся тем же способом.',
    },
    returned: {
      subject: 'Заказ {{ orderNumber }} возвращён',
      headline: 'Ваш заказ возвращён',
      body: 'Ваш заказ вернулся к продавцу, который свяжется с вами по поводу возврата денег или новой доставки.',
    },
    refunded: {
      subject: 'Возврат денег за заказ {{ orderNumber }}',
      headline: 'Мы отправили вам деньги',
      body: 'Мы вернули деньги тем же способом, которым вы платили. Зачисление может занять несколько дней.',
    },
    ready_for_pickup: {
      subject: 'Заказ {{ orderNumber }} готов к выдаче',
      headline: 'Готово к выдаче',
      body: 'Ваш заказ собран и ждёт вас. Когда придёте, назовите номер заказа.',
    },
    completed: {
      subject: 'Заказ {{ orderNumber }} выполнен',
      headline: 'Всё готово',
      body: 'Ваш заказ выполнен. Спасибо за покупку.',
    },
    substitutions_needed: {
      subject: 'Нужен ваш выбор: заказ {{ orderNumber }}',
      headline: 'Не всё есть в наличии',
      body: 'Магазин предлагает замену. Пожалуйста, примите или отклоните её в течение нескольких минут, чтобы сборка могла продолжиться.',
    },
    driver_assigned: {
      subject: 'Курьер едет за заказом {{ orderNumber }}',
      headline: 'Курьер назначен',
      body: 'Курьер едет забирать ваш заказ.',
    },
    store_new_order: {
      subject: 'Новый заказ {{ orderNumber }}',
      headline: 'У вас новый заказ',
      body: 'Пожалуйста, подтвердите его, чтобы покупатель знал, что вы его видели.',
    },
    order_reminder: {
      subject: 'Напоминание о заказе {{ orderNumber }}',
      headline: 'Не забудьте о заказе',
      body: 'Ваш заказ ждёт следующего шага.',
    },
    dispute_opened: {
      subject: 'Спор по заказу {{ orderNumber }}',
      headline: 'Открыт спор',
      body: 'Мы приняли обращение и выслушаем обе стороны. О каждом шаге мы вам сообщим.',
    },
    payment_failed: {
      subject: 'Оплата заказа {{ orderNumber }} не прошла',
      headline: 'Оплата не прошла',
      body: 'Деньги не списаны. Попробуйте ещё раз или выберите другой способ оплаты.',
    },
    delivery_rescheduled: {
      subject: 'Новая дата доставки заказа {{ orderNumber }}',
      headline: 'У доставки новая дата',
      body: 'Доставка перенесена. Новая дата указана ниже.',
    },
    tracking_link: {
      subject: 'Ссылка на заказ {{ orderNumber }}',
      headline: 'Вот ваша ссылка',
      body: 'Эту ссылку запросили вы или кто-то, кто знает о вашем заказе. Она открывает заказ без пароля: пожалуйста, никому её не передавайте.',
    },
    custom: {
      subject: 'О вашем заказе {{ orderNumber }}',
      headline: 'Новости о вашем заказе',
      body: 'Есть новости о вашем заказе. Откройте его, чтобы узнать больше.',
    },
  },
  variants: {
    held_at_counter: {
      subject: 'Заберите посылку по заказу {{ orderNumber }}',
      headline: 'Посылку можно забрать',
      body: '{% if carrier %}{{ carrier }}{% else %}Перевозчик{% endif %} хранит вашу посылку в своём пункте выдачи. Возьмите документ, удостоверяющий личность{% if trackingNumber %}, и номер {{ trackingNumber }}{% endif %}.',
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
  },
  events: {
    order_created: 'Заказ оформлен',
    status_changed: 'Статус изменён',
    shipment_registered: 'Посылка зарегистрирована',
    parcel_scanned: 'Посылка отсканирована',
    delivery_attempted: 'Попытка доставки',
    estimated_delivery_changed: 'Новый ожидаемый срок доставки',
    item_prepared: 'Товар подготовлен',
    driver_assigned: 'Курьер назначен',
    substitutions_proposed: 'Предложена замена',
    substitutions_answered: 'Получен ответ о замене',
    delivery_preferences_set: 'Указаны пожелания к доставке',
    delivery_rescheduled: 'Доставка перенесена',
    address_changed: 'Адрес изменён',
    support_requested: 'Запрошена помощь',
    feedback_given: 'Получен отзыв',
    delivery_proven: 'Добавлено подтверждение доставки',
    payment_recorded: 'Платёж учтён',
    store_acknowledged: 'Магазин увидел заказ',
    deadline_passed: 'Срок истёк',
    scan_unplaceable: 'Новости от службы доставки',
  },
  email: {
    greeting: 'Здравствуйте, {{ name }}!',
    greetingWithoutName: 'Здравствуйте!',
    order: 'Заказ',
    parcel: 'Посылка',
    status: 'Статус',
    estimatedDelivery: 'Ожидаемая доставка',
    pickupPlace: 'Где забрать',
    pickupAt: 'Когда забрать',
    pickupSince: 'Можно забрать с',
    pickupHours: 'Часы работы',
    pickupInstructions: 'Указания',
    items: 'Товары',
    button: 'Следить за заказом',
    footer: 'Вы получили это сообщение, потому что оформили заказ. Оно рассказывает о ходе заказа и больше ни о чём.',
  },
};
