import { defineTexts } from '../../texts/define.ts';

/** Texts of the pick list, and of the board's steps for several orders. */
export const pickTexts = defineTexts({
  en: {
    'pick.title': 'Pick list',
    'pick.orders': 'Orders: {count}',
    'pick.item': 'Item',
    'pick.quantity': 'Quantity',
    'pick.for': 'For',
    'pick.print': 'Print the pick list',
    'board.bulk.none': '{number}: no next step for the shop',
  },
  es: {
    'pick.title': 'Lista de preparación',
    'pick.orders': 'Pedidos: {count}',
    'pick.item': 'Artículo',
    'pick.quantity': 'Cantidad',
    'pick.for': 'Para',
    'pick.print': 'Imprimir la lista de preparación',
    'board.bulk.none': '{number}: la tienda no tiene siguiente paso',
  },
  ro: {
    'pick.title': 'Listă de pregătire',
    'pick.orders': 'Comenzi: {count}',
    'pick.item': 'Articol',
    'pick.quantity': 'Cantitate',
    'pick.for': 'Pentru',
    'pick.print': 'Tipărește lista de pregătire',
    'board.bulk.none': '{number}: magazinul nu are un pas următor',
  },
  ru: {
    'pick.title': 'Лист сборки',
    'pick.orders': 'Заказов: {count}',
    'pick.item': 'Товар',
    'pick.quantity': 'Количество',
    'pick.for': 'Для',
    'pick.print': 'Напечатать лист сборки',
    'board.bulk.none': '{number}: у магазина нет следующего шага',
  },
});
