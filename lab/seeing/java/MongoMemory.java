import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * An in-memory server of MongoDB's wire protocol, with three things said in words that it knows, so that a real Graylog starts
 * on it. Arguments: port, the major version that it is to say it is.
 */
public class MongoMemory {
  static class Backend extends MemoryBackend {
    @Override
    public Document handleMessage(MongoMessage message) {
      inKnownWords(message.getDocument());
      return super.handleMessage(message);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
      inKnownWords(query);
      return super.handleCommand(channel, database, command, query);
    }
  }

  static void inKnownWords(Document command) {
    if (command == null) return;
    // A capped collection is a plain one here: nothing lives long enough to fill it.
    if (command.get("create") != null && command.remove("capped") != null) {
      command.remove("size");
      command.remove("max");
    }
    // Migrations of old widgets filter arrays by $or; a fresh database has none of them.
    if (command.get("updates") instanceof Collection<?> updates) {
      for (Object update : updates) withoutOrFilter((Document) update);
    }
    if ("nodes".equals(command.get("aggregate"))) {
      command.put("pipeline", alive((Collection<?>) command.get("pipeline")));
    }
  }

  static void withoutOrFilter(Document update) {
    if (!(update.get("arrayFilters") instanceof Collection<?> filters)) return;
    if (filters.stream().noneMatch(filter -> ((Document) filter).containsKey("$or"))) return;
    update.remove("arrayFilters");
    update.remove("upsert");
    update.put("q", new Document("_id", "none"));
    update.put("u", new Document("$set", new Document("none", 1)));
  }

  /** Graylog's nodes by their last heartbeat, which needs expressions that are not known: the one node is alive, none is outdated. */
  static List<Document> alive(Collection<?> pipeline) {
    List<Document> stages = new ArrayList<>();
    for (Object one : pipeline) {
      Document stage = (Document) one;
      if (stage.containsKey("$addFields") || stage.containsKey("$unset")) continue;
      if (stage.get("$match") instanceof Document match) stage = new Document("$match", plain(match));
      stages.add(stage);
    }
    return stages;
  }

  static Document plain(Document match) {
    Document rest = new Document();
    for (Map.Entry<String, Object> part : match.entrySet()) {
      if (part.getKey().equals("$expr")) {
        if (((Document) part.getValue()).containsKey("$lt")) rest.put("_id", "none");
      } else if (part.getKey().equals("$and")) {
        for (Object one : (Collection<?>) part.getValue()) rest.putAll(plain((Document) one));
      } else {
        rest.put(part.getKey(), part.getValue());
      }
    }
    return rest;
  }

  public static void main(String[] arguments) throws Exception {
    int major = Integer.parseInt(arguments[1]);
    Backend backend = new Backend();
    backend.version(new MongoVersion() {
      @Override
      public List<Integer> getVersionArray() {
        return List.of(major, 0, 0);
      }

      @Override
      public int getWireVersion() {
        return major >= 7 ? 21 : 13;
      }
    });
    new MongoServer(backend).bind("127.0.0.1", Integer.parseInt(arguments[0]));
    Thread.currentThread().join();
  }
}
