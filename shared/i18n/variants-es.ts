import type { Catalog } from './catalog-shape.ts';

/** What a message says in the place of its type's own texts. */
export const esVariants: Catalog['variants'] = {
  farm_confirmed: {
    subject: 'La granja ha confirmado tu pedido {{ orderNumber }}',
    headline: 'Confirmado por la granja',
    body: 'La granja ha confirmado tu pedido y empieza a prepararlo. Te avisaremos cuando esté listo.',
  },
  held_at_counter: {
    subject: 'Recoge tu paquete del pedido {{ orderNumber }}',
    headline: 'Puedes recoger tu paquete',
    body: '{% if carrierName %}{{ carrierName }}{% else %}El transportista{% endif %} guarda tu paquete en su punto de recogida. Lleva un documento de identidad{% if trackingNumber %} y el número {{ trackingNumber }}{% endif %}.',
  },
  pickup_reminder: {
    subject: 'Recuerda recoger tu pedido {{ orderNumber }}',
    headline: 'Tu pedido te espera',
    body: 'Tu pedido está preparado. Abajo verás cuándo, dónde y cómo recogerlo. Trae el número de pedido cuando vengas.',
  },
  pickup_rescheduled: {
    subject: 'Nueva hora de recogida del pedido {{ orderNumber }}',
    headline: 'Tu recogida tiene nueva hora',
    body: 'La hora de recogida de tu pedido ha cambiado. La nueva está más abajo.',
  },
  out_for_delivery_undated: {
    subject: 'Tu pedido {{ orderNumber }} está en reparto',
    headline: 'En reparto',
    body: 'Tu pedido está en el vehículo y llegará pronto. Comprueba que alguien pueda recibirlo.',
  },
  still_delayed: {
    subject: 'El pedido {{ orderNumber }} sigue retrasado',
    headline: 'Sigue retrasado',
    body: 'Tu pedido aún no ha avanzado{% if estimatedDelivery %}. Abajo tienes la fecha que esperamos ahora{% endif %}. Seguimos pendientes y te avisaremos en cuanto se mueva.',
  },
  shop_update: {
    subject: 'Novedades del pedido {{ orderNumber }}',
    headline: 'Un pedido de tu tienda ha cambiado',
    body: 'El estado está más abajo.',
  },
  shop_cancelled: {
    subject: 'El pedido {{ orderNumber }} se ha cancelado',
    headline: 'Se ha cancelado un pedido',
    body: 'No lo envíes, por favor. Si ya ha salido, contacta con el cliente.',
  },
  shop_returned: {
    subject: 'El pedido {{ orderNumber }} vuelve',
    headline: 'Un pedido vuelve',
    body: 'El paquete va de camino a tu tienda o ya ha llegado. Revísalo cuando llegue.',
  },
  shop_refunded: {
    subject: 'El pedido {{ orderNumber }} se ha reembolsado',
    headline: 'Se ha reembolsado un pedido',
    body: 'El cliente recibe su dinero. No hay que enviar nada más.',
  },
  shop_completed: {
    subject: 'El pedido {{ orderNumber }} está completo',
    headline: 'Un pedido está completo',
    body: 'El cliente ya tiene el pedido. No hay nada más que hacer.',
  },
  shop_exception: {
    subject: 'Un problema con el pedido {{ orderNumber }}',
    headline: 'Una entrega tiene un problema',
    body: 'Mira el pedido, por favor: el cliente puede necesitar tu ayuda.',
  },
  shop_dispute_opened: {
    subject: 'Una disputa sobre el pedido {{ orderNumber }}',
    headline: 'El cliente disputa un pedido',
    body: 'Reúne lo que demuestre que se envió según lo acordado. Soporte escucha a las dos partes.',
  },
  shop_reminder: {
    subject: 'El pedido {{ orderNumber }} te espera',
    headline: 'Un pedido te espera',
    body: 'Lleva un tiempo sin moverse. Da el siguiente paso o cancélalo, por favor.',
  },
  shop_unscanned: {
    subject: 'Ningún transportista ha escaneado el pedido {{ orderNumber }}',
    headline: 'Una etiqueta sin paquete',
    body: 'La etiqueta se creó hace dos días y el transportista no ha escaneado el paquete. Entrégalo, por favor, o corrige el número de seguimiento.',
  },
  driver_new_delivery: {
    subject: 'Nueva entrega: pedido {{ orderNumber }}',
    headline: 'Tienes una nueva entrega',
    body: "{% if shopName != '' %}Recógela en {{ shopName }}.{% else %}Recógela en la tienda.{% endif %}{% if deliveryAddress != '' %} Va a: {{ deliveryAddress }}.{% endif %}",
  },
  driver_cancelled: {
    subject: 'Pedido {{ orderNumber }} cancelado: no lo entregues',
    headline: 'Se ha cancelado una entrega',
    body: 'No lo recojas, por favor. Si ya lo tienes, devuélvelo a la tienda.',
  },
  driver_update: {
    subject: 'Novedades de tu entrega del pedido {{ orderNumber }}',
    headline: 'Una de tus entregas ha cambiado',
    body: 'El estado está más abajo.',
  },
  support_reminder: {
    subject: 'El pedido {{ orderNumber }} está parado',
    headline: 'Un pedido no avanza',
    body: 'Lleva demasiado tiempo esperando. Pregunta a la tienda o da el siguiente paso, por favor.',
  },
  support_exception: {
    subject: 'El pedido {{ orderNumber }} tiene un problema de entrega',
    headline: 'Una entrega tiene un problema',
    body: 'Mira el pedido, por favor: la tienda o el cliente pueden necesitar tu ayuda.',
  },
  support_dispute_opened: {
    subject: 'Una disputa sobre el pedido {{ orderNumber }}',
    headline: 'Un cliente disputa un pedido',
    body: 'Escucha a las dos partes y decide, por favor.',
  },
  support_requested: {
    subject: 'Ayuda con el pedido {{ orderNumber }}',
    headline: 'Un cliente pide ayuda',
    body: 'Lo que ha escrito está en el historial del pedido. Respóndele, por favor.',
  },
  support_update: {
    subject: 'Novedades del pedido {{ orderNumber }}',
    headline: 'Un pedido necesita tu atención',
    body: 'El estado está más abajo.',
  },
};
