package org.openapitools.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openapitools.client.api.OrdersApi;
import org.openapitools.client.model.*;

/**
 * An order from payment to doorstep by a client generated with openapi-generator. Takes the address of the API, and
 * tokens of the shop's backend, the seller and the buyer.
 */
public final class Journey {
  private Journey() {}

  private static OrdersApi clientOf(String baseUrl, String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(baseUrl);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return new OrdersApi(client);
  }

  private static CreateOrderRequest order() {
    return new CreateOrderRequest()
        .paymentResult(new CreateOrderPaymentResult().success(true).paymentMethod("card"))
        .checkoutData(
            new CreateOrderCheckoutData()
                .buyerId("typed-buyer")
                .sellerId("typed-shop")
                .addItemsItem(
                    new CreateOrderCheckoutDataItem().name("Olive oil").quantity("2").unitPrice("12.50"))
                .totalAmount("25.00")
                .currency("EUR")
                .customer(new CreateOrderCheckoutDataCustomer().name("Ana").email("ana@example.com")));
  }

  private static Problem refusal(OrdersApi shop, String orderId) throws Exception {
    try {
      shop.changeOrderStatus(orderId, new ChangeOrderStatusRequest().status("pending"), null);
    } catch (ApiException refused) {
      return ApiClient.createDefaultObjectMapper().readValue(refused.getResponseBody(), Problem.class);
    }
    throw new IllegalStateException("A processing order went back to pending");
  }

  public static void main(String[] arguments) throws Exception {
    String baseUrl = arguments[0];
    CreatedOrder created =
        clientOf(baseUrl, arguments[1]).createOrder(order(), UUID.randomUUID().toString());
    String orderId = created.getOrder().getId();

    OrdersApi shop = clientOf(baseUrl, arguments[2]);
    for (String status : List.of("confirmed", "processing")) {
      shop.changeOrderStatus(orderId, new ChangeOrderStatusRequest().status(status), null);
    }
    shop.registerShipment(
        orderId, new RegisterShipmentRequest().trackingNumber("1Z999AA10123456784"), null, null);

    Problem problem = refusal(shop, orderId);
    OrderStatus read = clientOf(baseUrl, arguments[3]).getOrderStatus(orderId, null, null, null);
    List<String> statuses = new ArrayList<>();
    read.getHistory().forEach(entry -> statuses.add(entry.getStatus()));
    System.out.println(
        ApiClient.createDefaultObjectMapper()
            .writeValueAsString(
                Map.of("orderId", orderId, "statuses", statuses, "refused", problem.getCode())));
  }
}
