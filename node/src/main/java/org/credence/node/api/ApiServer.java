package org.credence.node.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.credence.node.NodeService;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
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
    private static final String TEXT = "text/plain";
    private static final String EVENTS = "text/event-stream";
    private static final String YAML = "application/yaml";
    private static final int PLATFORM_THREADS = 16;
    /** A bulk of transactions arrives in few reads; connections without a request hold no buffer. */
    private static final int INPUT_BUFFER = 64 * 1024;

    private final ApiSettings settings;
    private final Counters counters;
    private final BlockHub hub;
    private final Waiters waiters;
    private final BlockStream stream;
    private final ConnectionGuard guard;
    private final List<Route> routes;
    private final Server server;
    private final ServerConnector connector;

    private ApiServer(NodeService node, ApiSettings settings) {
        this.settings = settings;
        counters = new Counters(node.meters());
        hub = new BlockHub(node);
        waiters = new Waiters(hub);
        stream = new BlockStream(node, hub, counters, settings);
        guard = new ConnectionGuard(settings.connections(), settings.headTimeout(), counters);
        routes = routes(node);
        server = new Server(threads(settings));
        connector = connector();
        server.addConnector(connector);
        server.setErrorHandler(new ServerProblems(counters));
        server.setHandler(new ApiHandler(new Routes(routes), counters));
    }

    /**
     * Starts serving.
     *
     * @throws IllegalStateException if the port cannot be bound
     */
    public static ApiServer start(NodeService node, ApiSettings settings) {
        ApiServer api = new ApiServer(node, settings);
        try {
            api.server.start();
        } catch (Exception e) {
            api.close();
            throw new IllegalStateException("api: cannot listen on " + settings.host() + ":" + settings.port(), e);
        }
        api.guard.start();
        api.waiters.start();
        LOG.info("API at http://{}:{}", settings.host(), api.port());
        return api;
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Ends all streams, answers requests under way, and frees the port. */
    @Override
    public void close() {
        stream.close();
        waiters.close();
        hub.close();
        guard.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("api: does not stop", e);
        }
    }

    List<Route> routes() {
        return routes;
    }

    private List<Route> routes(NodeService node) {
        SubmitApi submit = new SubmitApi(new Submitter(node, waiters, settings.connections() / 2), settings);
        TransactionApi transactions = new TransactionApi(node);
        BlockApi blocks = new BlockApi(node);
        CertifiedState certified = new CertifiedState(node);
        StateApi state = new StateApi(certified);
        EpochApi epoch = new EpochApi(node, certified);
        RosterApi roster = new RosterApi(node, certified);
        SnapshotApi snapshots = new SnapshotApi(node);
        StatusApi status = new StatusApi(node);
        return List.of(
                Route.post("/v1/transactions", submit::submit, Answer.JSON, BulkFormat.MEDIA_TYPE),
                Route.get("/v1/transactions/{id}", transactions::transaction, Answer.JSON),
                Route.get("/v1/blocks", blocks::blocks, Answer.JSON),
                Route.get("/v1/blocks/stream", stream::stream, EVENTS),
                Route.get("/v1/blocks/{height}", blocks::block, Answer.JSON),
                Route.get("/v1/blocks/{height}/proof", blocks::proof, Answer.JSON),
                Route.get("/v1/blocks/{height}/stored", blocks::stored, Answer.BYTES),
                Route.get("/v1/meters/{id}", state::meter, Answer.JSON),
                Route.get("/v1/meters/{id}/periods/{period}", state::period, Answer.JSON),
                Route.get("/v1/meters/{id}/days/{date}", state::day, Answer.JSON),
                Route.get("/v1/regions/{region}/epochs/{epoch}", state::region, Answer.JSON),
                Route.get("/v1/accounts/{key}", state::account, Answer.JSON),
                Route.get("/v1/epoch", epoch::epoch, Answer.JSON),
                Route.get("/v1/roster", roster::present, Answer.JSON),
                Route.get("/v1/rosters/{since}", roster::past, Answer.JSON),
                Route.get("/v1/proposals", roster::proposals, Answer.JSON),
                Route.get("/v1/snapshot", snapshots::newest, Answer.JSON),
                Route.get("/v1/snapshots/{epoch}/{part}", snapshots::part, Answer.BYTES),
                Route.get("/v1/members", _ -> status.members(), Answer.JSON),
                Route.get("/v1/status", _ -> status.status(), Answer.JSON),
                Route.get("/v1/why", status::why, Answer.JSON, TEXT),
                Route.get("/v1/genesis", _ -> status.genesis(), Answer.JSON),
                Route.get("/healthz", _ -> status.health(), Answer.JSON),
                Route.get("/metrics", _ -> status.metrics(), TEXT),
                Route.get("/openapi.yaml", _ -> contract(), YAML));
    }

    private static QueuedThreadPool threads(ApiSettings settings) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("api");
        threads.setVirtualThreadsExecutor(new VirtualThreadPool(2 * settings.connections()));
        return threads;
    }

    private ServerConnector connector() {
        HttpConnectionFactory factory = new HttpConnectionFactory(http());
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

    private HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.headerBytes());
        http.setIdleTimeout(settings.idleTimeout().toMillis());
        http.setHttpCompliance(HttpCompliance.RFC9110);
        // Routes compare paths as they came, so nothing in one is ambiguous: a parameter may hold an encoded slash.
        http.setUriCompliance(UriCompliance.LEGACY);
        http.addCustomizer(guard);
        return http;
    }

    private static Answer contract() throws IOException {
        try (InputStream in = ApiServer.class.getResourceAsStream("/openapi.yaml")) {
            return new Answer.Whole(YAML,
                    Objects.requireNonNull(in, "openapi.yaml is part of the module").readAllBytes());
        }
    }
}
