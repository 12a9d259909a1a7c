import com.zx.sms.codec.cmpp.msg.CmppDeliverRequestMessage;
import com.zx.sms.codec.cmpp.msg.CmppDeliverResponseMessage;
import com.zx.sms.codec.cmpp.msg.CmppReportRequestMessage;
import com.zx.sms.codec.cmpp.msg.CmppSubmitRequestMessage;
import com.zx.sms.codec.cmpp.msg.CmppSubmitResponseMessage;
import com.zx.sms.common.util.MsgId;
import com.zx.sms.connect.manager.EndpointEntity;
import com.zx.sms.connect.manager.EndpointManager;
import com.zx.sms.connect.manager.cmpp.CMPPClientEndpointEntity;
import com.zx.sms.connect.manager.cmpp.CMPPServerChildEndpointEntity;
import com.zx.sms.connect.manager.cmpp.CMPPServerEndpointEntity;
import com.zx.sms.handler.api.AbstractBusinessHandler;
import com.zx.sms.handler.api.BusinessHandlerInterface;
import com.zx.sms.session.cmpp.SessionState;
import io.netty.channel.ChannelHandlerContext;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CMPP gateway and a CMPP client built on SMSGate, for trying ours against.
 *
 *   Peer server VERSION(20|30) PORT SECRET        answers every SUBMIT, reports each, sends one text of its own
 *   Peer client VERSION(20|30) PORT SECRET TEXT   hands one text over and waits for what is said about it
 *
 * Prints a line for each thing that it hears; ends when its input ends.
 */
public class Peer {
  static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  static synchronized void say(String line) {
    OUT.println(line);
  }

  static MsgId own() {
    return new MsgId();
  }

  static void report(ChannelHandlerContext ctx, CmppSubmitRequestMessage about, MsgId id) {
    CmppDeliverRequestMessage deliver = new CmppDeliverRequestMessage();
    deliver.setDestId(about.getSrcId());
    deliver.setSrcterminalId(about.getDestterminalId()[0]);
    CmppReportRequestMessage report = new CmppReportRequestMessage();
    report.setDestterminalId(about.getDestterminalId()[0]);
    report.setMsgId(id);
    report.setSubmitTime("2401010955");
    report.setDoneTime("2401010957");
    report.setStat("DELIVRD");
    deliver.setReportRequestMessage(report);
    ctx.channel().writeAndFlush(deliver);
  }

  static class Gateway extends AbstractBusinessHandler {
    @Override
    public String name() {
      return "hongyan-gateway";
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
      if (event == SessionState.Connect) {
        say("login");
        CmppDeliverRequestMessage text = new CmppDeliverRequestMessage();
        text.setDestId("1069001");
        text.setSrcterminalId("13800138000");
        text.setMsgId(own());
        text.setMsgContent("退订");
        ctx.channel().writeAndFlush(text);
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object said) throws Exception {
      if (said instanceof CmppSubmitRequestMessage) {
        CmppSubmitRequestMessage submit = (CmppSubmitRequestMessage) said;
        List<CmppSubmitRequestMessage> all = new ArrayList<>();
        if (submit.getFragments() != null) all.addAll(submit.getFragments());
        all.add(submit);
        List<MsgId> ids = new ArrayList<>();
        for (CmppSubmitRequestMessage part : all) {
          CmppSubmitResponseMessage answer = new CmppSubmitResponseMessage(part.getHeader().getSequenceId());
          answer.setMsgId(own());
          answer.setResult(0);
          ids.add(answer.getMsgId());
          ctx.channel().writeAndFlush(answer);
        }
        say("submit " + submit.getSrcId() + " " + submit.getDestterminalId()[0] + " " + all.size() + " " + submit.getMsgContent());
        for (MsgId id : ids) report(ctx, submit, id);
      } else if (said instanceof CmppDeliverResponseMessage) {
        say("acknowledged " + ((CmppDeliverResponseMessage) said).getResult());
      } else {
        ctx.fireChannelRead(said);
      }
    }
  }

  static class Client extends AbstractBusinessHandler {
    final String text;

    Client(String text) {
      this.text = text;
    }

    @Override
    public String name() {
      return "hongyan-client";
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
      if (event == SessionState.Connect) {
        say("login");
        CmppSubmitRequestMessage submit = new CmppSubmitRequestMessage();
        submit.setDestterminalId("13500002696");
        submit.setSrcId("1069001");
        submit.setMsgsrc("901234");
        submit.setServiceId("BANK");
        submit.setRegisteredDelivery((short) 1);
        submit.setMsgContent(text);
        ctx.channel().writeAndFlush(submit);
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object said) throws Exception {
      if (said instanceof CmppSubmitResponseMessage) {
        CmppSubmitResponseMessage answer = (CmppSubmitResponseMessage) said;
        say("submit_resp " + answer.getMsgId().toHexString(false) + " " + answer.getResult());
      } else if (said instanceof CmppDeliverRequestMessage) {
        CmppDeliverRequestMessage deliver = (CmppDeliverRequestMessage) said;
        CmppDeliverResponseMessage answer = new CmppDeliverResponseMessage(deliver.getHeader().getSequenceId());
        answer.setMsgId(deliver.getMsgId());
        answer.setResult(0);
        ctx.channel().writeAndFlush(answer);
        if (deliver.isReport()) say("report " + deliver.getReportRequestMessage().getMsgId().toHexString(false) + " " + deliver.getReportRequestMessage().getStat());
        else say("text " + deliver.getSrcterminalId() + " " + deliver.getMsgContent());
      } else {
        ctx.fireChannelRead(said);
      }
    }
  }

  static <T extends EndpointEntity> T with(T entity, BusinessHandlerInterface handler) {
    List<BusinessHandlerInterface> handlers = new ArrayList<>();
    handlers.add(handler);
    entity.setBusinessHandlerSet(handlers);
    entity.setValid(true);
    entity.setMaxChannels((short) 4);
    return entity;
  }

  public static void main(String[] arguments) throws Exception {
    short version = Short.parseShort(arguments[1], 16);
    int port = Integer.parseInt(arguments[2]);
    EndpointManager manager = EndpointManager.INS;
    if (arguments[0].equals("server")) {
      CMPPServerEndpointEntity server = new CMPPServerEndpointEntity();
      server.setId("server");
      server.setHost("127.0.0.1");
      server.setPort(port);
      server.setValid(true);
      CMPPServerChildEndpointEntity account = with(new CMPPServerChildEndpointEntity(), new Gateway());
      account.setId("account");
      account.setUserName("901234");
      account.setPassword(arguments[3]);
      account.setVersion(version);
      server.addchild(account);
      manager.addEndpointEntity(server);
    } else {
      CMPPClientEndpointEntity client = with(new CMPPClientEndpointEntity(), new Client(arguments[4]));
      client.setId("client");
      client.setHost("127.0.0.1");
      client.setPort(port);
      client.setUserName("901234");
      client.setPassword(arguments[3]);
      client.setVersion(version);
      client.setMaxChannels((short) 1);
      manager.addEndpointEntity(client);
    }
    manager.openAll();
    say("ready");
    while (System.in.read() != -1) {
      // Until whoever started us closes it.
    }
    Runtime.getRuntime().halt(0);
  }
}
