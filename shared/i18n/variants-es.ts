import type { Catalog } from './catalog-shape.ts';

export const esVariants: Catalog['variants'] = {
  farm_confirmed: {
    subject: 'La granja ha confirmado tu pedido {{ orderNumber }}',
    headline: 'Confirmado por la granja',
    body: 'La granja ha confirmado tu pedido y empieza a prepararlo. Te avisaremos cuando esté listo.',
  },
  held_at_counter: {
    subject: 'Recoge tu paquete del pedido {{ orderNumber }}',
    headline: 'Puedes recoger tu paquete',
    body: '{% if carrierName %}{{ carrierName }}{% else %}El transportista{% endif %} te guarda el paquete en su punto de recogida. Lleva un documento de identidad{% if trackingNumber %} y el número {{ trackingNumber }}{% endif %}.',
  },
  pickup_reminder: {
    subject: 'Recuerda recoger tu pedido {{ orderNumber }}',
    headline: 'Tu pedido te espera',
    body: 'Tu pedido está preparado. Más abajo verás cuándo, dónde y cómo recogerlo. Trae el número de pedido cuando vengas.',
  },
  pickup_rescheduled: {
    subject: 'Nueva hora de recogida del pedido {{ orderNumber }}',
    headline: 'La hora de recogida ha cambiado',
    body: 'La hora de recogida de tu pedido ha cambiado. La nueva hora está más abajo.',
  },
  out_for_delivery_undated: {
    subject: 'Tu pedido {{ orderNumber }} está en reparto',
    headline: 'En reparto',
    body: 'El repartidor ya lleva tu pedido y llegará pronto. Asegúrate de que alguien pueda recibirlo.',
  },
  still_delayed: {
    subject: 'El pedido {{ orderNumber }} sigue retrasado',
    headline: 'Sigue retrasado',
    body: 'Tu pedido aún no ha avanzado{% if estimatedDelivery %}. Más abajo tienes la nueva fecha prevista{% endif %}. Seguimos pendientes y te avisaremos en cuanto se mueva.',
  },
  digest: {
    subject: 'Novedades de los pedidos {{ digestOrders }}',
    headline: 'Novedades de varios pedidos',
    body: 'Tienes las novedades más abajo, pedido por pedido.',
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
    subject: 'El pedido {{ orderNumber }} viene de vuelta',
    headline: 'Un pedido viene de vuelta',
    body: 'El paquete va de camino a tu tienda o ya ha llegado. Revísalo cuando llegue.',
  },
  shop_refunded: {
    subject: 'El pedido {{ orderNumber }} se ha reembolsado',
    headline: 'Se ha reembolsado un pedido',
    body: 'El cliente recupera su dinero. No hay que enviar nada más.',
  },
  shop_completed: {
    subject: 'El pedido {{ orderNumber }} se ha completado',
    headline: 'Se ha completado un pedido',
    body: 'El cliente ya tiene el pedido. No hay nada más que hacer.',
  },
  shop_exception: {
    subject: 'Problema con el pedido {{ orderNumber }}',
    headline: 'Hay un problema con una entrega',
    body: 'Revisa el pedido, por favor: puede que el cliente necesite tu ayuda.',
  },
  shop_dispute_opened: {
    subject: 'Reclamación sobre el pedido {{ orderNumber }}',
    headline: 'Un cliente ha abierto una reclamación',
    body: 'Reúne las pruebas de que el pedido se envió según lo acordado. Soporte escuchará a las dos partes.',
  },
  shop_reminder: {
    subject: 'El pedido {{ orderNumber }} te espera',
    headline: 'Un pedido te espera',
    body: 'Lleva un tiempo sin moverse. Da el siguiente paso o cancélalo, por favor.',
  },
  shop_unscanned: {
    subject: 'Ningún transportista ha escaneado el pedido {{ orderNumber }}',
    headline: 'Una etiqueta sin paquete',
    body: 'La etiqueta se creó hace dos días y el transportista no ha escaneado el paquete. Entrégaselo, por favor, o corrige el número de seguimiento.',
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
    headline: 'Hay un problema con una entrega',
    body: 'Revisa el pedido, por favor: puede que la tienda o el cliente necesiten tu ayuda.',
  },
  support_dispute_opened: {
    subject: 'Reclamación sobre el pedido {{ orderNumber }}',
    headline: 'Un cliente ha abierto una reclamación',
    body: 'Escucha a las dos partes y decide, por favor.',
  },
  support_requested: {
    subject: 'Ayuda con el pedido {{ orderNumber }}',
    headline: 'Un cliente pide ayuda',
    body: 'Su mensaje está en el historial del pedido. Respóndele, por favor.',
  },
  support_update: {
    subject: 'Novedades del pedido {{ orderNumber }}',
    headline: 'Un pedido necesita tu atención',
    body: 'El estado está más abajo.',
  },
};
