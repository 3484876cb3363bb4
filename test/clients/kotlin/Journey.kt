/**
 * An order from payment to doorstep by a client generated with openapi-generator. Takes the address of the API, and
 * tokens of the shop's backend, the seller and the buyer.
 */
import java.util.UUID
import org.openapitools.client.apis.OrdersApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.models.*

private val json = Serializer.jacksonObjectMapper

private val order =
    CreateOrderRequest(
        paymentResult = CreateOrderPaymentResult(success = true, paymentMethod = "card"),
        checkoutData =
            CreateOrderCheckoutData(
                buyerId = "typed-buyer",
                sellerId = "typed-shop",
                items = listOf(CreateOrderCheckoutDataItem(name = "Olive oil", quantity = "2", unitPrice = "12.50")),
                totalAmount = "25.00",
                currency = "EUR",
                customer = CreateOrderCheckoutDataCustomer(name = "Ana", email = "ana@example.com"),
            ),
    )

/** The client has one token for all. */
private fun <T> signedIn(token: String, act: () -> T): T {
    ApiClient.accessToken = token
    return act()
}

private fun refusal(orders: OrdersApi, orderId: String): Problem =
    try {
        orders.changeOrderStatus(orderId, ChangeOrderStatusRequest(status = "pending"))
        error("A processing order went back to pending")
    } catch (refused: ClientException) {
        json.readValue((refused.response as ClientError<*>).body.toString(), Problem::class.java)
    }

fun main(arguments: Array<String>) {
    val (baseUrl, system, seller, buyer) = arguments
    val orders = OrdersApi(baseUrl)
    val orderId = signedIn(system) { orders.createOrder(order, UUID.randomUUID().toString()).order.id }

    val problem =
        signedIn(seller) {
            for (status in listOf("confirmed", "processing")) {
                orders.changeOrderStatus(orderId, ChangeOrderStatusRequest(status = status))
            }
            orders.registerShipment(orderId, RegisterShipmentRequest(trackingNumber = "1Z999AA10123456784"))
            refusal(orders, orderId)
        }
    val read = signedIn(buyer) { orders.getOrderStatus(orderId) }
    println(
        json.writeValueAsString(
            mapOf("orderId" to orderId, "statuses" to read.history.map { it.status }, "refused" to problem.code)
        )
    )
}
