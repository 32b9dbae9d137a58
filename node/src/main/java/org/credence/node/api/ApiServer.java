package org.credence.node.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.credence.node.NodeService;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of a member. Runs from {@link #start} until closed; each request has its virtual thread. */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String EVENTS = "text/event-stream";
    private static final String YAML = "application/yaml";
    private static final String ROUTE = "route";
    private static final int PLATFORM_THREADS = 16;
    /** A bulk of transactions arrives in few reads; connections without a request hold no buffer. */
    private static final int INPUT_BUFFER = 64 * 1024;

    private final ApiSettings settings;
    private final Counters counters;
    private final BlockHub hub;
    private final BlockStream stream;
    private final ConnectionGuard guard;
    private final List<Route> routes;
    private final Javalin javalin;

    private ApiServer(NodeService node, ApiSettings settings) {
        this.settings = settings;
        counters = new Counters(node.meters());
        hub = new BlockHub(node);
        stream = new BlockStream(node, hub, counters, settings);
        guard = new ConnectionGuard(settings.connections(), settings.headTimeout(), counters);
        routes = routes(node);
        javalin = Javalin.create(this::configure);
    }

    /**
     * Starts serving.
     *
     * @throws IllegalStateException if the port cannot be bound
     */
    public static ApiServer start(NodeService node, ApiSettings settings) {
        ApiServer server = new ApiServer(node, settings);
        try {
            server.javalin.start();
        } catch (RuntimeException e) {
            server.close();
            throw new IllegalStateException("api: cannot listen on " + settings.host() + ":" + settings.port(), e);
        }
        server.guard.start();
        LOG.info("API at http://{}:{}", settings.host(), server.port());
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Ends all streams, answers requests under way, and frees the port. */
    @Override
    public void close() {
        stream.close();
        hub.close();
        guard.close();
        javalin.stop();
    }

    List<Route> routes() {
        return routes;
    }

    private List<Route> routes(NodeService node) {
        SubmitApi submit = new SubmitApi(new Submitter(node, hub, settings.connections() / 2), settings);
        TransactionApi transactions = new TransactionApi(node);
        BlockApi blocks = new BlockApi(node);
        StateApi state = new StateApi(node);
        StatusApi status = new StatusApi(node);
        return List.of(
                Route.post("/v1/transactions", submit::submit, JSON, BulkFormat.MEDIA_TYPE),
                Route.get("/v1/transactions/{id}", transactions::transaction, JSON),
                Route.get("/v1/blocks", blocks::blocks, JSON),
                Route.get("/v1/blocks/stream", stream::stream, EVENTS),
                Route.get("/v1/blocks/{height}", blocks::block, JSON),
                Route.get("/v1/blocks/{height}/proof", blocks::proof, JSON),
                Route.get("/v1/meters/{id}", state::meter, JSON),
                Route.get("/v1/meters/{id}/periods/{period}", state::period, JSON),
                Route.get("/v1/meters/{id}/days/{date}", state::day, JSON),
                Route.get("/v1/regions/{region}/epochs/{epoch}", state::region, JSON),
                Route.get("/v1/accounts/{key}", state::account, JSON),
                Route.get("/v1/members", status::members, JSON),
                Route.get("/v1/status", status::status, JSON),
                Route.get("/v1/why", status::why, JSON, TEXT),
                Route.get("/v1/genesis", status::genesis, JSON),
                Route.get("/healthz", status::health, JSON),
                Route.get("/metrics", status::metrics, TEXT),
                Route.get("/openapi.yaml", ApiServer::contract, YAML));
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = settings.bodyBytes();
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("api");
        threads.setVirtualThreadsExecutor(new VirtualThreadPool(2 * settings.connections()));
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(this::configureHttp);
        config.jetty.modifyServer(server -> server.setErrorHandler(new ServerProblems(counters)));
        config.jetty.addConnector(this::connector);
        for (Route route : routes) {
            config.routes.addHttpHandler(route.method(), route.path(), context -> {
                context.attribute(ROUTE, route);
                route.negotiate(context);
                route.handler().handle(context);
            });
        }
        config.routes.exception(ApiException.class, (e, context) -> answer(context, e.kind(), e.problem()));
        config.routes.exception(HttpResponseException.class, (e, context) -> {
            ErrorCode code = ErrorCode.of(e.getStatus());
            answer(context, code, code.title() + ": " + context.method() + " " + context.path());
        });
        config.routes.exception(Exception.class, this::failed);
        config.requestLogger.http((context, millis) -> {
            Route route = context.attribute(ROUTE);
            Duration time = Duration.ofNanos((long) (millis * 1_000_000));
            counters.request(route == null ? "none" : route.path(), context.statusCode(), time);
        });
    }

    private void configureHttp(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.headerBytes());
        http.setIdleTimeout(settings.idleTimeout().toMillis());
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.addCustomizer(guard);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(INPUT_BUFFER);
        ServerConnector connector = new ServerConnector(server, 1, 1, factory);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setAcceptedSendBufferSize(settings.sendBufferBytes());
        connector.setAcceptQueueSize(settings.connections());
        connector.addBean(guard, false);
        return connector;
    }

    private void answer(Context context, ErrorCode kind, Problem problem) {
        counters.error(kind);
        context.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(Json.write(problem));
    }

    private void answer(Context context, ErrorCode kind, String message) {
        answer(context, kind, Problem.of(kind, message));
    }

    private void failed(Exception cause, Context context) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            answer(context, ErrorCode.BUSY, "the member is stopping");
            return;
        }
        LOG.error("request failed: {} {}", context.method(), context.path(), cause);
        answer(context, ErrorCode.INTERNAL, "an error of this member; its log has more");
    }

    private static void contract(Context context) throws IOException {
        try (InputStream in = ApiServer.class.getResourceAsStream("/openapi.yaml")) {
            context.contentType(YAML)
                    .result(Objects.requireNonNull(in, "openapi.yaml is part of the module").readAllBytes());
        }
    }
}
